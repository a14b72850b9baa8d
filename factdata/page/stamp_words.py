"""The words of stamps: labels by what they say was done, weekdays, clock times, bylines. Another form is a row here."""

import re


def _spaced(pattern: str) -> re.Pattern[str]:
    """Compile with each blank standing for any short run of white space, no-break spaces included."""
    return re.compile(pattern.replace(" ?", r"\s{0,3}").replace(" ", r"\s{1,3}"), re.IGNORECASE)


_OF = r"(?:(?:this )?(?:page|content|document|fact sheet)(?: was)? )?(?:date )?(?:last |originally |first )?"
_REVIEWED = r"(?:reviewed|review)"
_UPDATED = r"(?:updated|modified|revised|changed|edited|update|modification|revision)"
_EITHER = r" ?(?:/|\bor\b|\band\b|&) ?(?:last )?"
_SEITE = r"(?:diese seite wurde )?(?:zuletzt |letztmals )?"
# In order: `Last Reviewed/Updated` must not be read as `Last Reviewed`.
_LABELS = {
    "reviewed_or_updated": [  # the page does not say which of the two
        rf"{_OF}(?:{_REVIEWED}{_EITHER}{_UPDATED}|{_UPDATED}{_EITHER}{_REVIEWED})(?: date)?(?: on)?",
    ],
    "reviewed": [
        rf"{_OF}{_REVIEWED}(?: date)?(?: on)?",  # Page last reviewed: May 4, 2020
        "date of last review",
        "(?:this )?(?:content|page|information)(?: is)? current as of",  # Content current as of: 03/08/2018
        "(?:fecha de )?(?:la )?(?:[uú]ltima )?revisi[oó]n|revisado(?: el| en)?",
        rf"{_SEITE}(?:überprüft|geprüft)(?: am)?",
    ],
    "updated": [
        rf"{_OF}{_UPDATED}(?: date)?(?: on)?",  # Last updated on January 12, 2017, Last Modified: Jan 04, 2024
        rf"date of last {_UPDATED}",
        r"rev\b\.?",  # Rev. 05/13
        "(?:fecha de )?(?:la )?(?:[uú]ltima )?(?:actualizaci[oó]n|modificaci[oó]n)",
        "(?:actualizado|modificado)(?: el| en)?",
        rf"{_SEITE}(?:aktualisiert|geändert|bearbeitet)(?: am)?",  # Zuletzt aktualisiert: 03.01.2018
        "diese seite wurde zuletzt am",  # ... geändert
        "letzte (?:änderung|aktualisierung|bearbeitung)(?: am)?|(?:rechts)?stand(?: vom)?|stand der information(?:en)?",
        "(?:derni[eè]re )?(?:mise [aà] jour|modification)(?: le)?|(?:mise? [aà] jour|modifiée?)(?: le)?",
        "(?:ultimo )?aggiornamento|(?:ultima )?modifica|aggiornato(?: il| al)?",
        "(?:laatst )?(?:bijgewerkt|gewijzigd)(?: op)?",
        "atualizado(?: em)?|[uú]ltima atualização",
    ],
    "released": [
        rf"{_OF}(?:publicly )?released(?: on)?",  # Publicly Released: Apr 06, 2022
        "release date|for (?:immediate )?release",  # Release Date: 07/09/03 00:00:00
        "para (?:su )?publicaci[oó]n inmediata",
    ],
    "published": [
        rf"{_OF}(?:published|posted|issued)(?: date)?(?: on)?",  # Last Published Date: May 10, 2019
        r"approved(?: on)?|approval date",  # Approved: 1-12-2009
        r"publication date|publish date|dat(?:e|um)(?= ?:| ?\d)",  # Date 23.05.2011
        "fecha de publicaci[oó]n|publicado(?: el| en)?",
        "(?:veröffentlicht|erschienen|publiziert|eingestellt)(?: am)?|(?:veröffentlichungs|erscheinungs)datum",
        "(?:publiée?|postée?|paru|mis en ligne)(?: le)?|date de (?:publication|parution)",
        "pubblicato(?: il)?|data di pubblicazione|gepubliceerd(?: op)?|geplaatst(?: op)?|data de publicação",
    ],
    "created": [
        rf"{_OF}created(?: date)?(?: on)?|creation date",  # Created Date: May 2, 2019
        "fecha de creaci[oó]n|creado(?: el| en)?|erstellt(?: am)?|criado(?: em)?|créée? le",
    ],
}
LABEL = _spaced("|".join(rf"(?P<{role}>(?:{'|'.join(forms)})(?!\w))" for role, forms in _LABELS.items()))

_CLOCK = r"\d{1,2}(?::\d\d(?::\d\d)?| ?h ?\d\d)"  # 08:40, 00:00:00, 10h18
_ZONE = r"(?:[ECMP][SD]?T|GMT|UTC|BST|CES?T|IST|AES?[DT]T?|Z|Uhr)\b(?:[+-]\d{1,2}(?::?\d\d)?)?"  # GMT+10
# What may stand beside a date without changing what it says.
BESIDE = _spaced(
    r"[\s:;,.|()\[\]•·*/–—-]+"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day\b"  # Updated Monday, December 09, 2013
    r"|(?:lunes|martes|mi[eé]rcoles|jueves|viernes|s[aá]bado|domingo)\b"
    r"|(?:(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch|sonnabend)\b"
    r"|(?:lun|mar|mercre|jeu|vendre|same)di\b|dimanche\b"
    r"|(?:lune|marte|mercole|giove|vener)dì\b|sabato\b|domenica\b|(?:maan|dins|woens|donder|vrij|zater|zon)dag\b"
    r"|(?:segunda|terça|quarta|quinta|sexta)(?:-feira)?\b"
    r"|(?:mon|tue|wed|thu|fri|sat|sun|mo|di|mi|do|fr|sa|so)\b\.?(?=[,. ]+\d|[,. ]+[a-z]{3})"
    rf"|(?:(?:at|um|à|alle|om) )?{_CLOCK}(?: ?[ap]\.?m\b\.?)?(?: ?{_ZONE})?"  # at 08:40AM, 22:11 GMT+10, um 13:22 Uhr
    r"|(?:geändert|bearbeitet|aktualisiert|veröffentlicht)\.?$"  # Diese Seite wurde zuletzt am ... geändert.
    r"|(?:UTC|GMT)\b"  # Last updated 2025-12-18 UTC.
    r"|fact ?sheet"  # FACT SHEET 05/13, and glued to its date
)

# Every word that a stamp line can begin with, by its first three letters: most lines are told apart by them alone.
BEGINNINGS = frozenset(
    """
    pag con inf app doc thi fac dat las ori fir rev upd mod cha edi rel for pub pos iss cre par fec últ ult act
    die let zul akt geä bea sta rec ver ers ein übe gep der mis mod pub agg laa bij gew atu dat gep cri cré
    mon tue wed thu fri sat sun lun mié mie jue vie sáb sab dom mar die mit don fre sam son mer ven dim gio maa
    din woe vri zat zon seg ter qua qui sex
    """.split()
)

# What parts a byline: `By Cara Stiles | April 13, 2020`, `AI & Machine Learning • October 18, 2019`.
SEPARATOR = re.compile(r"[|•·]|(?<=\s)[—–/-](?=\s)")
# Before a date, an author or a place: `Von Moritz Wichmann, 29.04.2020`, `Posted by Cara Stiles on January 3, 2018`,
# `Geneva, January 3, 2018`; `By January 3, 2018` names no author.
AUTHOR_BEFORE = re.compile(
    r"(?:(?i:(?P<label>posted|published|submitted|written|updated) by) |(?:[Bb]y|BY|Von|Par|Por) (?=[^\W\d_a-z]|@))\S+"
    r"|(?:[^\W\d_a-z][\w.'’-]*[ ,]{1,2}){1,5}(?<=, )(?=\S)"
)
# `Posted on 2015-04-05 by marc`
AUTHOR_AFTER = re.compile(r"(?<=\d),? (?:by|von|par|por|in) [^\d|•·]{2,60}$", re.IGNORECASE)
# `BeginnersGuide (last edited 2019-11-10 13:28:18 by SomeName)`
IN_BRACKETS = re.compile(r".{2,80} \((?=last [^()]{8,60}\)$)", re.IGNORECASE)
# Beside a date that is of something else than the page: `Expires | 08/31/2019`.
OF_OTHERS = re.compile(
    r"\b(?:expir\w*|next|until|effective|deadline|due|valid|event|when|starts?|ends?|opens?|closes?|from|to|as of"
    r"|termin|beginn|gültig|bis)\b",
    re.IGNORECASE,
)
