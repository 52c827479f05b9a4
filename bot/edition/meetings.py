"""The meetings of an edition file: when and where, for how many, and by which number people call them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import tzinfo

from bot.edition.forms import MeetingForm
from bot.edition.reading import Reading
from bot.edition.remedies import which
from flows.town.meeting import Meeting

TABLE = "meetings"


def read_meetings(reading: Reading, zone: tzinfo) -> tuple[Meeting, ...]:
    """The meetings [[meetings]], in the order of the file; one without a number is called by its place there."""
    forms = reading.entries(MeetingForm, TABLE)
    numbers = {index: form.number or index + 1 for index, form in forms.items()}
    reading.each_once(numbers, TABLE, name="number")
    _check_districts(reading, forms)
    read = (_meeting(reading, form, numbers[index], zone, index) for index, form in forms.items())
    return tuple(meeting for meeting in read if meeting is not None)


def _meeting(reading: Reading, form: MeetingForm, number: int, zone: tzinfo, index: int) -> Meeting | None:
    hours = reading.hours(form, zone, TABLE, index, names=("starts", "ends"))
    if hours is None:
        return None
    said = form.model_dump(exclude={"number", "starts", "ends"})
    return Meeting(**said, number=number, starts=hours[0], ends=hours[1])


def _check_districts(reading: Reading, forms: Mapping[int, MeetingForm]) -> None:
    known = {str(entry.get("id")) for entry in reading.listed("districts") if isinstance(entry, dict)}
    for index, form in forms.items():
        if form.district and form.district not in known:
            what = f"is '{form.district}', the id of no [[districts]]: {which(form.district, known)}"
            reading.complain(what, TABLE, index, "district")
