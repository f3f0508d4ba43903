# ruff: noqa: RUF001 - letters of many alphabets are meant

from __future__ import annotations

import codecs
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.articles.decoding import clean, decode
from qa.errors import UnreadableArticleError

FRENCH = "Le café était fermé à midi, a dit le ministre. Où est-il allé ? “Nulle part” — dit-elle…"
GERMAN = "Der Außenminister sagte, die Lösung für Köln müsse größer sein. Überall gäbe es Ärger."
ENGLISH = "The minister said: “It’s a true brotherhood — really.” The résumé cost £5 or €6…"
SHORT = "The coup d’état ended."
POLISH = "Minister powiedział, że wojna się skończyła. Łódź jest duża. Święta są blisko, mówią."
RUSSIAN = "Министр сказал, что война закончилась. Переговоры прошли в Москве в пятницу."
GREEK = "Ο υπουργός είπε ότι ο πόλεμος τελείωσε. Οι συνομιλίες έγιναν στην Αθήνα."
TURKISH = "Bakan savaşın bittiğini söyledi. Görüşmeler Ankara'da yapıldı. Şehir büyük, ığdır."
CHINESE = "总统表示，撤军将于8月31日结束。两国签署了协议。会谈在华盛顿举行。"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (FRENCH, "utf-8"),
        (FRENCH, "utf-8-sig"),
        (FRENCH, "utf-16"),
        (FRENCH, "utf-16-le"),
        (FRENCH, "utf-16-be"),
        (FRENCH, "utf-32"),
        (FRENCH, "cp1252"),
        (GERMAN, "latin-1"),
        (ENGLISH, "cp1252"),
        (SHORT, "cp1252"),
        (POLISH, "cp1250"),
        (RUSSIAN, "cp1251"),
        (RUSSIAN, "koi8-r"),
        (RUSSIAN, "utf-16"),
        (GREEK, "cp1253"),
        (TURKISH, "cp1254"),
        (CHINESE, "gb18030"),
    ],
)
def test_text_is_decoded_from_its_encoding(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)) == text


# Article 1 of the Universal Declaration of Human Rights (United Nations), its first sentences.
DECLARED = {
    "ar": "يولد جميع الناس أحراراً متساوين في الكرامة والحقوق. وقد وهبوا عقلاً وضميراً.",
    "bg": "Всички хора се раждат свободни и равни по достойнство и права. Те са надарени с разум "
    "и съвест и следва да се отнасят помежду си в дух на братство.",
    "cs": "Všichni lidé rodí se svobodní a sobě rovní co do důstojnosti a práv. Jsou nadáni "
    "rozumem a svědomím a mají spolu jednat v duchu bratrství.",
    "da": "Alle mennesker er født frie og lige i værdighed og rettigheder. De er udstyret med "
    "fornuft og samvittighed, og de bør handle mod hverandre i en broderskabets ånd.",
    "he": "כל בני האדם נולדו בני חורין ושווים בערכם ובזכויותיהם. כולם חוננו בתבונה ובמצפון.",
    "hr": "Sva ljudska bića rađaju se slobodna i jednaka u dostojanstvu i pravima. Ona su "
    "obdarena razumom i sviješću i trebaju jedna prema drugima postupati u duhu bratstva.",
    "hu": "Minden emberi lény szabadon születik és egyenlő méltósága és joga van. Az emberek, "
    "ésszel és lelkiismerettel bírván, egymással szemben testvéri szellemben kell hogy "
    "viseltessenek.",
    "ja": "すべての人間は、生れながらにして自由であり、かつ、尊厳と権利とについて平等である。"
    "人間は、理性と良心とを授けられており、互いに同胞の精神をもつて行動しなければならない。",
    "ko": "모든 인간은 태어날 때부터 자유로우며 그 존엄과 권리에 있어 동등하다. 인간은 천부적으로 "
    "이성과 양심을 부여받았으며 서로 형제애의 정신으로 행동하여야 "
    "한다.",
    "lt": "Visi žmonės gimsta laisvi ir lygūs savo orumu ir teisėmis. Jiems suteiktas protas "
    "ir sąžinė ir jie turi elgtis vienas kito atžvilgiu kaip broliai.",
    "pl": "Wszyscy ludzie rodzą się wolni i równi pod względem swej godności i swych praw. Są "
    "oni obdarzeni rozumem i sumieniem i powinni postępować wobec innych w duchu "
    "braterstwa.",
    "ru": "Все люди рождаются свободными и равными в своем достоинстве и правах. Они наделены "
    "разумом и совестью и должны поступать в отношении друг друга в духе братства.",
    "th": "มนุษย์ทั้งหลายเกิดมามีอิสระและเสมอภาคกันในเกียรติศักดิ์และสิทธิ ต่างมีเหตุผลและมโนธรรม",
    "uk": "Всі люди народжуються вільними і рівними у своїй гідності та правах. Вони наділені "
    "розумом і совістю і повинні діяти у відношенні один до одного в дусі братерства.",
    "zh": "人人生而自由，在尊嚴和權利上一律平等。他們賦有理性和良心，並應以兄弟關係的精神相對待。",
}


@pytest.mark.parametrize(
    ("language", "encoding"),
    [
        ("ar", "cp1256"),
        ("bg", "cp1251"),
        ("cs", "cp1250"),
        ("cs", "iso8859_2"),
        ("da", "latin-1"),
        ("he", "cp1255"),
        ("hr", "cp1250"),
        ("hr", "iso8859_2"),
        ("hu", "cp1250"),
        ("hu", "iso8859_2"),
        ("ja", "shift_jis"),
        ("ja", "euc_jp"),
        ("ja", "iso2022_jp"),
        ("ko", "euc_kr"),
        ("lt", "cp1257"),
        ("pl", "cp1250"),
        ("pl", "iso8859_2"),
        ("ru", "cp1251"),
        ("ru", "koi8_r"),
        ("ru", "cp866"),
        ("th", "cp874"),
        ("uk", "cp1251"),
        ("uk", "koi8_u"),
        ("zh", "big5"),
    ],
)
@pytest.mark.parametrize("times", [1, 20])
def test_encoding_is_told_from_the_text_alone(language: str, encoding: str, times: int) -> None:
    text = "\n\n".join([DECLARED[language]] * times)
    assert decode(text.encode(encoding)) == text


def test_a_big_endian_mark_is_not_part_of_the_text() -> None:
    assert decode(codecs.BOM_UTF16_BE + "Añil".encode("utf-16-be")) == "Añil"


def test_line_ends_become_newlines() -> None:
    assert decode(b"one\r\ntwo\rthree\nfour") == "one\ntwo\nthree\nfour"


def test_utf_8_cut_short_stays_utf_8() -> None:
    content = (FRENCH * 3).encode()[:-1]
    assert decode(content) == (FRENCH * 3)[:-1] + "\N{REPLACEMENT CHARACTER}"


def test_an_encoding_that_is_declared_is_used() -> None:
    assert decode("Łódź".encode("iso8859-2"), "ISO-8859-2") == "Łódź"


def test_utf_8_is_not_overruled_by_a_declaration() -> None:
    assert decode("Łódź".encode(), "iso-8859-1") == "Łódź"


@pytest.mark.parametrize("declared", ["punycode", "utf-7", "hex", "no-such-thing", "", "\0"])
def test_a_declaration_that_is_no_character_set_is_ignored(declared: str) -> None:
    assert decode("Café".encode("cp1252"), declared) == "Café"


@pytest.mark.parametrize(
    "content",
    [
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\1\0\0\0\1\0\x08\x06\0\0\0\\r\xa8f",
        b"PK\x03\x04\x14\0\0\0\x08\0" * 3,
        random.Random(0).randbytes(5000),
        bytes(1000),
    ],
    ids=["png", "zip", "random", "zeros"],
)
def test_what_is_no_text_is_refused(content: bytes) -> None:
    with pytest.raises(UnreadableArticleError, match="not a text file"):
        decode(content)


def test_a_stray_nul_does_not_survive() -> None:
    text = "The pact was signed in Washington.\0 They left."
    assert decode(text.encode()) == text.replace("\0", "\N{REPLACEMENT CHARACTER}")


def test_lone_surrogates_do_not_survive() -> None:
    assert clean("a\ud800b\udfffc") == "a\N{REPLACEMENT CHARACTER}b\N{REPLACEMENT CHARACTER}c"


@pytest.mark.parametrize("content", [b"", codecs.BOM_UTF8, codecs.BOM_UTF16_LE])
def test_nothing_is_nothing(content: bytes) -> None:
    assert decode(content) == ""


@given(st.text())
def test_utf_8_comes_back_with_its_characters(text: str) -> None:
    marked = codecs.BOM_UTF8 + text.encode()
    assert decode(marked) == text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\ufffd")


@given(st.binary())
def test_any_bytes_give_storable_text_or_a_reason(content: bytes) -> None:
    try:
        text = decode(content)
    except UnreadableArticleError:
        return
    assert "\0" not in text
    assert "\r" not in text
    text.encode()


@pytest.mark.parametrize("text", [FRENCH, GERMAN, ENGLISH, SHORT, POLISH, RUSSIAN])
def test_utf_8_that_was_once_saved_as_windows_1252_is_read_rightly(text: str) -> None:
    # As a program does it that puts through the five bytes which Windows-1252 does not define.
    misread = "".join(
        bytes([byte]).decode("cp1252") if byte not in UNDEFINED else chr(byte)
        for byte in text.encode()
    )
    assert decode(misread.encode()) == text


UNDEFINED = (0x81, 0x8D, 0x8F, 0x90, 0x9D)


@pytest.mark.parametrize("text", [FRENCH, GERMAN, ENGLISH, TURKISH, "VOILÀ ! Ça va, Â¡no!"[:12]])
def test_sound_text_is_not_repaired(text: str) -> None:
    assert decode(text.encode()) == text


def test_of_a_text_pasted_together_only_the_misread_lines_are_repaired() -> None:
    sound, misread = "Il a dit “oui”.", "HÃ©lÃ¨ne a dit non."
    assert decode(f"{sound}\n{misread}\n{sound}".encode()) == f"{sound}\nHélène a dit non.\n{sound}"
