"""A meeting to be put into one's own calendar, by a tap on the link that signing up gave."""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from bot.turn.house import House
from bot.web.ics import file_of
from storage.town import editions


def meeting_file(request: Request) -> Response:
    """`GET /meetings/{slug}/{number}.ics`: nothing personal, the same for everyone."""
    house: House = request.app.state.house
    slug, number = request.path_params["slug"], request.path_params["number"]
    with house.store.reading() as tx:
        try:
            edition = editions.find_public(tx, slug)
        except editions.NoEdition as error:
            raise HTTPException(404, "Ce budget participatif n'existe pas.") from error
    meeting = next((one for one in edition.meetings if one.number == number), None)
    if meeting is None:
        raise HTTPException(404, "Cette réunion n'existe pas, ou n'a plus lieu.")
    name = f'attachment; filename="reunion-{number}.ics"'
    content = file_of(meeting, edition, house.clock.now())
    return Response(content, media_type="text/calendar; charset=utf-8", headers={"content-disposition": name})
