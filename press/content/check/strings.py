"""Check the files of strings: the words that the project needs, in every language, no others.

`SAY` is all that templates and code ask for, and what each text is filled with; a test compares.
"""

from __future__ import annotations

import string
from collections.abc import Iterator, Mapping

from press.base.diag import Problem, nearest
from press.content.model.campaign import Strings
from press.content.parse import Parsed

KINDS = ("xa", "phuong", "dac_khu")
COUNTS = {"days": 31, "months": 12}  # words of a text, of which a date takes one
POINTS = {"ticket_rules": 4, "ticket_columns": 25, "weekdays": 7}  # points, with | between them
_FILLED = {  # texts with places to fill
    "all_communes": "count",
    "at_scale": "scale",
    "audience_lead": "audience",
    "audience_title": "audience",
    "calendar_own": "commune",
    "call_number": "number",
    "commune_summary": "commune",
    "communes_title": "count",
    "copy_for": "channel",
    "date": "day month year",
    "downloads_of": "count",
    "feed_face": "number",
    "go_on": "commune",
    "hang_title": "event",
    "home_window": "start end",
    "library_count": "count",
    "library_of": "name count",
    "licence_hint": "issuer",
    "moved_to": "title",
    "of_district": "district",
    "picture_alt": "alt commune number",
    "qr_alt": "commune",
    "search_found": "count",
    "share_pictures_hint": "commune",
    "sms_count": "segments units",
    "take_down_title": "event",
    "theme": "year",
    "ticket_enlarge": "scale",
    "ticket_many": "count sheet",
    "ticket_scale": "scale",
    "ticket_trim": "bleed",
    "tile_page": "page count",
    "updated": "date",
    "visits": "since until views",
    "weekday_date": "weekday date",
    "window_title": "title",
}
_PLAIN = """
    address all_messages all_pages answer border_post_phone calendar_all calendar_communes
    calendar_hint calendar_subscribe calendar_title caption_hint cards colour_black colour_full
    commune_events commune_page communes communes_lead contacts copied copy_failed days
    decimal_mark downloads edition_all edition_one editions editions_hint email events_coming
    events_lead events_none events_past events_title exit exit_kept exit_left_1 exit_left_2
    exit_note exit_skip facet_all facet_audience facet_colour facet_format facet_language
    facet_message facet_size facet_type feeds feeds_audiences feeds_communes feeds_how
    feeds_how_text feeds_lead feeds_opml feeds_opml_hint feeds_whole find_commune
    find_commune_hint find_label for_whom hanging help_pages here home home_lead how_to_print
    how_to_print_text in_your_commune in_your_commune_hint issuer_label issuer_prefix_dac_khu
    issuer_prefix_phuong issuer_prefix_xa leaving letters library library_clear library_filters
    library_lead library_none library_title licence locale made_for_each main_menu merged_from
    messages messages_lead missing_text missing_title months moved no_commune not_translated
    officer open_facebook other_messages overview pack pack_hint phone pieces police_phone
    prints read_message remember search search_failed search_hint search_label search_none
    search_seeking search_without see_downloads share_elsewhere share_title share_with
    size_large size_middle size_screen size_small skip sources thousands_mark ticket_checksum
    ticket_columns ticket_continued ticket_day ticket_designs ticket_down ticket_file
    ticket_hang ticket_kind ticket_name ticket_needed ticket_one_side ticket_orders
    ticket_outlines ticket_page ticket_prints ticket_quantity ticket_rules ticket_short
    ticket_signature ticket_size ticket_title ticket_total ticket_two_sides ticket_updated
    tile_ruler tile_steps type_zip urgent variant_grey variant_office variant_outlines
    variant_picture variant_shop variant_tiles weekdays who_to_call whole_province write_sms
    yearly your_commune
"""
SAY: Mapping[str, frozenset[str]] = {
    **dict.fromkeys(_PLAIN.split(), frozenset()),
    **{key: frozenset(slots.split()) for key, slots in _FILLED.items()},
}


def words(parsed: Parsed) -> Iterator[Problem]:
    """Yield what the files of strings lack, have too much, or fill with other slots."""
    master = parsed.strings.get(parsed.master)
    for language in parsed.languages:
        if strings := parsed.strings.get(language.tag):
            yield from _kinds(strings)
            yield from _say(strings, master)
            yield from _counts(strings)
            if master and strings is not master:
                yield from _audiences(strings, master)


def _kinds(strings: Strings) -> Iterator[Problem]:
    for kind in sorted(set(KINDS) - set(strings.kinds)):
        yield Problem(strings.marks.at("kinds"), "missing-key", f'"kinds" needs "{kind}"')
    for kind, text in strings.kinds.items():
        span = strings.marks.at(f"kinds.{kind}")
        if kind not in KINDS:
            message = f'there is no kind of commune "{kind}"'
            yield Problem(span, "unknown-key", message, nearest(kind, KINDS))
        elif _slots(text) != ["name"]:
            message = f'"kinds.{kind}" must hold {{name}} once, for the name of the commune'
            yield Problem(span, "bad-value", message, "for example: xã {name}")


def _say(strings: Strings, master: Strings | None) -> Iterator[Problem]:
    for key, slots in SAY.items():
        span = strings.marks.at(f"say.{key}")
        if key in strings.say:
            if _slots(strings.say[key]) != sorted(slots):
                wanted = ", ".join(f"{{{slot}}}" for slot in sorted(slots)) or "no braces"
                message = f'"say.{key}" must hold {wanted}' + (", each once" if slots else "")
                yield Problem(span, "bad-value", message, "what stands in braces is filled in")
        elif master and key in master.say:
            message = f'"say.{key}" is not translated: {master.say[key]}'
            yield Problem(span, "missing-translation", message)
        else:
            yield Problem(span, "missing-key", f'"say" needs "{key}"')
    for key in strings.say.keys() - SAY.keys():
        message = f'nothing shows "say.{key}"'
        yield Problem(strings.marks.at(f"say.{key}"), "unknown-key", message, nearest(key, SAY))


def _slots(text: str) -> list[str] | None:
    """Return the names of the places to fill, sorted; None if braces are not in pairs."""
    try:
        found = list(string.Formatter().parse(text))
    except ValueError:
        return None
    odd = any(spec or conversion for _, _, spec, conversion in found)
    return None if odd else sorted(name for _, name, _, _ in found if name is not None)


def _counts(strings: Strings) -> Iterator[Problem]:
    for key, wanted in COUNTS.items():
        count = len(strings.say.get(key, "").split())
        if key in strings.say and count != wanted:
            message = f'"say.{key}" must be {wanted} words, not {count}'
            yield Problem(strings.marks.at(f"say.{key}"), "bad-value", message)
    for key, wanted in POINTS.items():
        count = len(strings.say.get(key, "").split("|"))
        if key in strings.say and count != wanted:
            message = f'"say.{key}" must be {wanted} points with | between them, not {count}'
            yield Problem(strings.marks.at(f"say.{key}"), "bad-value", message)


def _audiences(strings: Strings, master: Strings) -> Iterator[Problem]:
    added = strings.audiences.keys() - master.audiences.keys()
    meant = {nearest(key, master.audiences) for key in added}
    for key in master.audiences.keys() - strings.audiences.keys():
        if f'did you mean "{key}"?' in meant:
            continue  # misspelt in one of the two
        span = strings.marks.at(f"audiences.{key}")
        message = f'"audiences.{key}" is not translated: {master.audiences[key]}'
        yield Problem(span, "missing-translation", message)
    for key in added:
        message = f'"audiences.{key}" is not in {master.language}.toml'
        hint = nearest(key, master.audiences)
        yield Problem(strings.marks.at(f"audiences.{key}"), "unknown-key", message, hint)
