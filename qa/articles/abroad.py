"""Words of other languages that stand in dates and beside them: months, weekdays, labels.

Headers are read in any of these languages, since the date and the title of an article help even if
the models do not know its language.
"""

from __future__ import annotations

from qa.language.words import MONTH_FORMS, word_set

__all__ = ["BY", "CHANGED", "DATE_WORDS", "MONTHS_BY_NAME", "PUBLISHED", "WEEKDAYS_ABROAD"]

#: The twelve months in each language, forms of the same month separated by a stroke. Abbreviations
#: that are English words ("out", "set", "mag") are left out.
_MONTHS = (
    "januar|jänner|jan februar|feb märz|mär|mrz april|apr mai juni|jun juli|jul august|aug "
    "september|sep|sept oktober|okt november|nov dezember|dez",  # German
    "janvier|janv février|févr|fév mars avril|avr mai juin juillet|juil août|aout "
    "septembre|sept octobre|oct novembre|nov décembre|déc",  # French
    "enero|ene febrero marzo abril|abr mayo junio julio agosto|ago septiembre|setiembre octubre "
    "noviembre diciembre|dic",  # Spanish
    "gennaio|genn febbraio|febbr marzo aprile maggio giugno|giu luglio|lug agosto settembre|sett "
    "ottobre|ott novembre dicembre",  # Italian
    "janeiro fevereiro|fev março abril maio junho julho agosto setembro outubro novembro "
    "dezembro",  # Portuguese
    "januari februari maart|mrt april mei juni juli augustus september oktober november "
    "december",  # Dutch
    "januari februari mars april maj juni juli augusti september oktober november "
    "december",  # Swedish
    "januar februar marts|mars april maj|mai juni juli august september oktober november "
    "december|desember|des",  # Danish and Norwegian
    "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada "
    "grudnia",  # Polish
    "января|янв февраля|фев марта апреля|апр мая июня|июн июля|июл августа|авг сентября|сен "
    "октября|окт ноября|ноя декабря|дек",  # Russian
)
#: Every form of a month's name, in lower case, with its number from 1.
MONTHS_BY_NAME = {
    form: number
    for language in _MONTHS
    for number, forms in enumerate(language.split(), start=1)
    for form in forms.split("|")
} | MONTH_FORMS
WEEKDAYS_ABROAD = word_set(
    "montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag mo di mi do fr sa so "
    "lundi mardi mercredi jeudi vendredi samedi dimanche "
    "lunes martes miércoles jueves viernes sábado domingo "
    "lunedì martedì mercoledì giovedì venerdì sabato domenica "
    "segunda-feira terça-feira quarta-feira quinta-feira sexta-feira sábado "
    "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag "
    "måndag tisdag onsdag torsdag fredag lördag söndag mandag tirsdag lørdag søndag"
)
#: Before the day on which an article was published.
PUBLISHED = (
    "publié", "publiée", "paru", "créé", "veröffentlicht", "erschienen", "erstellt", "publicado",
    "publicada", "pubblicato", "gepubliceerd", "publicerad", "publicerat", "publisert",
    "opublikowano", "опубликовано", "公開日", "公開", "掲載日", "掲載", "投稿日", "発行日", "配信",
    "发布时间", "发布", "입력", "등록",
)  # fmt: skip
#: Before the day on which it was changed.
CHANGED = (
    "mis à jour", "mise à jour", "modifié", "aktualisiert", "geändert", "actualizado",
    "actualizada", "atualizado", "aggiornato", "bijgewerkt", "uppdaterad", "uppdaterat",
    "oppdatert", "opdateret", "zaktualizowano", "обновлено", "更新日", "更新", "最終更新", "수정",
)  # fmt: skip
#: Small words beside a date and a time: "le 10 juillet 2021 à 14h30", "am 10. Juli um 14 Uhr".
DATE_WORDS = (
    "le", "à", "a las", "am", "um", "uhr", "stand", "datum", "el", "em", "às", "il", "alle", "ore",
    "op", "om", "den", "kl", "klokken", "fecha", "data", "日付",
)  # fmt: skip
#: Before an author's name.
BY = ("Par", "Von", "Por", "Door", "Av", "Autor", "Auteur")
