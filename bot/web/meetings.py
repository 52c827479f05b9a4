"""A meeting to be put into one's own calendar, by a tap on the link that signing up gave."""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.responses import Response

from bot.web.asked import Serving, Whole
from bot.web.ics import file_of


def meeting_file(house: Serving, edition: Whole, number: int) -> Response:
    """`GET /meetings/{slug}/{number}.ics`: nothing personal, the same for everyone."""
    meeting = next((meeting for meeting in edition.meetings if meeting.number == number), None)
    if meeting is None:
        raise HTTPException(404, "Cette réunion n'existe pas, ou n'a plus lieu.")
    name = f'attachment; filename="reunion-{number}.ics"'
    content = file_of(meeting, edition, house.clock.now())
    return Response(content, media_type="text/calendar; charset=utf-8", headers={"content-disposition": name})
