from __future__ import annotations

import pytest

from qa.articles.extract import Extract, Unusable
from qa.articles.feeds import read_xml
from qa.errors import UnreadableArticleError

RSS = """<?xml version="1.0"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>The Valley Courier</title>
<item><title>Brewery &amp; barn sold</title><pubDate>Sat, 10 Jul 2021 14:30:00 +0000</pubDate>
<dc:creator>Ida Berg</dc:creator><description>A teaser.</description>
<content:encoded><![CDATA[
<p>The brewery was sold on Friday.</p><p>It is old.</p>]]></content:encoded>
</item>
<item><title>Only a title</title><link>http://example.org/</link></item>
<item><title>Race won</title>
<description>&lt;b&gt;Maja Lind&lt;/b&gt; won the race.</description></item>
</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Courier</title>
<entry><title type="html">Brewery sold</title><published>2021-07-10T14:30:00Z</published>
<updated>2021-07-12T14:30:00Z</updated><author><name>Ida Berg</name>
<email>i@example.org</email></author>
<summary>A teaser.</summary><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">
<p>The brewery was sold on Friday.</p><p>It is old.</p></div></content></entry></feed>"""
JATS = """<!DOCTYPE article PUBLIC "-//NLM//DTD JATS//EN" "JATS.dtd">
<article xmlns:xlink="http://www.w3.org/1999/xlink"><front><journal-meta><journal-title>J</journal-title>
</journal-meta><article-meta><title-group><article-title>Beer and <italic>health</italic> in towns
</article-title></title-group><contrib-group><contrib><name><surname>Berg</surname>
<given-names>Ida</given-names></name></contrib><contrib><name><surname>Falk</surname>
<given-names>Per</given-names></name></contrib></contrib-group>
<pub-date pub-type="collection"><year>2021</year></pub-date>
<pub-date pub-type="epub"><day>10</day><month>7</month><year>2021</year></pub-date>
<abstract><p>We asked 48 towns.</p></abstract></article-meta></front>
<body><sec><title>Methods</title><p>We wrote letters <xref>[1]</xref> to all.</p>
<table-wrap><table><tr><td>Town</td><td>Trees</td></tr><tr><td>Torne</td><td>48</td></tr></table>
</table-wrap></sec></body><back><ref-list><ref>Somebody 1999</ref></ref-list></back></article>"""
NITF = """<nitf><head><title>x</title><docdata>
<date.issue norm="20210710T143000Z"/></docdata></head>
<body><body.head><hedline><hl1>Brewery sold to farmers today</hl1></hedline>
<byline>By Ida Berg</byline>
</body.head><body.content><block><p>The brewery was sold on Friday.</p><p>It is old.</p></block>
</body.content></body></nitf>"""
WIKI = """<mediawiki xmlns="http://www.mediawiki.org/xml/export-0.10/">
<page><title>Torne</title><ns>0</ns><revision><timestamp>2020-01-01T00:00:00Z</timestamp>
<text>Old.</text></revision><revision><timestamp>2021-07-10T01:02:03Z</timestamp>
<text>{{Infobox|a={{b}}}}'''Torne''' is a [[town|small town]] in [[Sweden]].&lt;ref&gt;X&lt;/ref&gt;

== History ==
It was founded in [http://example.org 1640].</text></revision></page>
<page><title>Tornio</title><ns>0</ns><redirect title="Torne"/>
<revision><text>x</text></revision></page>
<page><title>Talk:Torne</title><ns>1</ns><revision><text>Hello.</text></revision></page>
</mediawiki>"""


def read(content: str) -> tuple[list[Extract], dict[str, str]]:
    found = list(read_xml(content.encode()))
    reasons = {one.part: one.reason for one in found if isinstance(one, Unusable)}
    return [one for one in found if isinstance(one, Extract)], reasons


def test_each_entry_of_an_rss_feed_is_an_article() -> None:
    (sold, won), reasons = read(RSS)
    assert (sold.title, sold.published, sold.author, sold.part) == (
        "Brewery & barn sold",
        "2021-07-10",
        "Ida Berg",
        "entry 1",
    )
    assert sold.text == "The brewery was sold on Friday.\n\nIt is old."
    assert (won.title, won.published, won.text) == ("Race won", None, "Maja Lind won the race.")
    assert reasons == {"entry 2": "states no text, only a title or an address"}


def test_each_entry_of_an_atom_feed_is_an_article() -> None:
    (sold,), _ = read(ATOM)
    assert (sold.title, sold.published, sold.updated, sold.author) == (
        "Brewery sold",
        "2021-07-10",
        "2021-07-12",
        "Ida Berg",
    )
    assert sold.text == "The brewery was sold on Friday.\n\nIt is old."


def test_a_journal_article_is_read_without_its_references() -> None:
    (paper,), _ = read(JATS)
    assert (paper.title, paper.published, paper.author, paper.part) == (
        "Beer and health in towns",
        "2021-07-10",
        "Ida Berg, Per Falk",
        None,
    )
    assert paper.text.split("\n\n") == [
        "Beer and health in towns",
        "We asked 48 towns.",
        "Methods",
        "We wrote letters [1] to all.",
        "Town | Trees",
        "Torne | 48",
    ]


def test_a_newspaper_article_in_nitf_is_read() -> None:
    (sold,), _ = read(NITF)
    assert (sold.title, sold.published) == ("Brewery sold to farmers today", "2021-07-10")
    assert sold.text.split("\n\n")[1:] == ["The brewery was sold on Friday.", "It is old."]


def test_each_page_of_a_wiki_is_an_article_in_its_last_form() -> None:
    (page,), reasons = read(WIKI)
    assert (page.title, page.published, page.updated) == ("Torne", None, "2021-07-10")
    assert page.text == "Torne is a small town in Sweden.\n\nHistory\n\nIt was founded in 1640."
    assert reasons == {
        "Tornio": "leads to another page",
        "Talk:Torne": "a page about the wiki, not an article",
    }


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("<svg><p>x</p></svg>", "its root element is svg"),
        ("no markup", "not well-formed XML"),
        ("", "not well-formed XML"),
    ],
)
def test_other_xml_says_why_it_is_not_read(content: str, reason: str) -> None:
    with pytest.raises(UnreadableArticleError, match=reason):
        read(content)


def test_entities_that_multiply_do_no_harm() -> None:
    laughs = "".join(f'<!ENTITY a{at} "{f"&a{at - 1};" * 10}">' for at in range(1, 12))
    bomb = f'<!DOCTYPE rss [<!ENTITY a0 "ha">{laughs}]><rss><item><title>x</title>'
    extracts, _ = read(f"{bomb}<description>Some text &a11; here.</description></item></rss>")
    assert sum(len(one.text) for one in extracts) < 100


EVERNOTE = b"""<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE en-export SYSTEM "http://xml.evernote.com/pub/evernote-export4.dtd">
<en-export export-date="20230501T120000Z" application="Evernote"><note>
  <title>The kiln is lit</title><created>20230401T080000Z</created>
  <note-attributes><author>Ada Bru</author></note-attributes>
  <content><![CDATA[<?xml version="1.0" encoding="UTF-8" standalone="no"?>
<!DOCTYPE en-note SYSTEM "http://xml.evernote.com/pub/enml2.dtd"><en-note>
<div>The kiln was lit on Monday.</div><div>It burned for a week.</div>
<en-todo checked="true"/>Buy wood<br/></en-note>]]></content></note>
<note><title>A picture</title><content><![CDATA[<en-note><en-media type="image/png"/></en-note>
]]></content></note></en-export>"""


def test_each_note_of_evernote_is_an_article_without_the_day_of_its_clipping() -> None:
    note, picture = read_xml(EVERNOTE)
    assert isinstance(note, Extract)
    assert note.text.split("\n\n") == [
        "The kiln was lit on Monday.",
        "It burned for a week.",
        "Buy wood",
    ]
    assert (note.title, note.author, note.published) == ("The kiln is lit", "Ada Bru", None)
    assert isinstance(picture, Unusable)
    assert "no text" in picture.reason
