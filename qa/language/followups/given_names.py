"""Given names that tell "he" from "she", so that the right one of two people is chosen.

The list holds names that are common in English-language news; any other name tells nothing.
"""

from __future__ import annotations

from enum import StrEnum

from qa.language.words import word_set

__all__ = ["Gender", "gender"]


class Gender(StrEnum):
    """What a personal pronoun shows about the person."""

    FEMALE = "female"
    MALE = "male"


_FEMALE = word_set("""
    agnes aisha alice alicia alison amanda amelia amina amy ana angela anita ann anna anne
    annette annie antonia barbara beatrice beth betty brenda brigitte camilla carla carmen carol
    caroline catherine cecilia charlotte cheryl christina christine claire clara claudia cynthia
    daniela deborah denise diana diane donna dorothy edith eileen elena eleanor elise elizabeth
    ellen elsa emily emma erika esther eva evelyn fatima fiona florence frances francesca gabriela
    giorgia gloria grace greta hannah harriet heather heidi helen helena hillary ida ilse ingrid
    irene isabel isabella jacinda jacqueline jane janet janice jennifer jessica jill joan
    joanna josephine joyce judith judy julia julie kaja kamala karen kate katherine kathleen kathryn
    katie keiko kelly kristalina kristen laura lauren leila leonor lillian linda lisa liz louise
    lucia lucy luisa lydia madeleine malala margaret maria marianne marie marilyn marine marion
    martha mary maya megan melania melanie melissa mette michelle mildred miriam monica monique
    nancy naomi natalia natalie natasha nicole nina nora olga olivia pamela patricia paula
    pauline penelope penny priya rachel rebecca renee rita roberta rosa rose ruth samantha sandra
    sanna sara sarah serena sharon sheila shirley silvia sofia sonia sophia sophie stella
    stephanie susan susanne suzanne svetlana sylvia tamara tatiana teresa theresa tina ursula
    valerie vanessa vera veronica victoria virginia vivian wanda wendy yasmin yulia yvonne zahra zoe
    """)
_MALE = word_set("""
    aaron abdul abdullah abraham adam adrian ahmed alan albert alberto alejandro alexander alfred
    ali allen andrew andrzej angus anthony antonio antony anwar arnold arthur ashraf barack ben
    benjamin bernard bill bob boris brad brandon brian bruce carl carlos charles christopher claude
    craig daniel dave david dennis diego dmitry donald douglas earl eduardo edward emmanuel enrique
    eric erik ernest eugene fernando francis francisco francois frank franz fred frederick friedrich
    gary geoffrey george gerald gerard gerhard giovanni giuseppe glenn gordon graham greg gregory
    guillermo gustavo hans harold harry hassan heinrich henri henry howard hugo hussein ian ibrahim
    igor ismail ivan jack jacob jacques jake james jason javier jeff jeffrey jens jeremy jerome
    jerry jim jimmy joachim joe joel johan john johnny jonathan jose josef joseph joshua juan justin
    karl keith keir kenneth kevin khalid klaus kyle larry lars lawrence leo leon leonard lloyd louis
    luc lucas luis luigi luke mahmoud malcolm manuel marc marcel marco mario mark martin matteo
    matthew maurice max michael michel miguel mike mikhail mitch mohamed mohammad mohammed moussa
    muhammad mustafa narendra nathan neil nelson nicholas nicolas nigel noah norman olaf oleg oliver
    omar oscar osama otto pablo patrick paul pedro pete peter philip philippe pierre rafael ralph
    ramon raymond recep ricardo richard rishi robert roberto rodrigo roger roland ron ronald roy
    rudolf russell ryan salvador samuel scott sean sebastian sergei sergey simon stanley stefan
    stephen steve steven stuart tariq ted thomas tim timothy todd tom tony viktor vincent vladimir
    volodymyr walter warren wayne wilhelm william wolfgang xavier yusuf yves zachary
    """)


def gender(given: str) -> Gender | None:
    """Return the gender that a given name shows; None if it shows none."""
    name = given.lower()
    if name in _FEMALE:
        return Gender.FEMALE
    return Gender.MALE if name in _MALE else None
