"""The blanks in a town's answers that its own file leaves unsaid: «{vote.closes}» where the calendar has no vote."""

from __future__ import annotations

from bot.edition.reading import Reading
from flows.facts.blanks import blanks_in, is_filled
from flows.town.edition import Edition


def check_blanks(reading: Reading, edition: Edition) -> None:
    """Report in *reading* each blank that nothing of *edition* fills."""
    places = {entry.get("id"): index for index, entry in enumerate(reading.listed("faq"))}
    for entry in edition.faq:
        unsaid = [name for name in blanks_in(entry.answer) if not is_filled(name, edition)]
        own = ("faq", places[entry.id], "answer") if entry.id in places else ("edition", "faq_file")
        for name in unsaid:
            of = "" if entry.id in places else f"(its '{entry.id}') "
            reading.complain(f"{of}has '{{{name}}}', which this file does not say: add it, or write it in words", *own)
