"""What is asked of one project, answered from its own sheet: never more than the town has written of it.

1. Number, title and cost come first: so it is plain of which project this is.
2. Then the sentence of its summary that speaks of what was asked; all of it where none does.
3. Then where it stands, and how to choose it now.
"""

from __future__ import annotations

import re
import textwrap

from flows.projects.browse import NO_COST, card
from flows.projects.compare import compared
from flows.projects.off_ballot import fate_of
from flows.projects.states import about, next_of, reason_of, stage_of, state_of
from flows.talk.chat import Chat, Said
from flows.talk.flow import Flow
from flows.talk.scene import Scene
from flows.talk.subject import SEVERAL
from flows.town.calendar import closing
from flows.town.edition import Phase, Project, Status
from flows.understanding.features import features_in
from flows.understanding.from_text import says
from flows.understanding.lexicon import Lexicon
from flows.understanding.naming import projects_in
from flows.words import Day, Joined, Moment, Money, Say, Value, Verbatim, _

HELP = 66
"""Letters that it takes to say who answers what the sheet does not."""

ROOM = 208
"""Letters of a title and a summary that two segments have room for, beside the cost and what to write."""


def sheet(chat: Chat, scene: Scene) -> None:
    """Tell of the project that the opening names what it asks; several are compared, and without one, all are read."""
    named = projects_in(chat.opening, scene.edition, chat.lexicon)
    if not named:
        chat.go("browse", chat.opening)
    if len(named) > 1:
        chat.go("compare", chat.opening)
    beside(chat, scene)


def beside(chat: Chat, scene: Scene) -> None:
    """The same, asking nothing and leaving what is on the screen."""
    told = asked_of_projects(chat.opening, scene, chat.lexicon)
    chat.say(told.text, told.short, photo=told.photo)
    named = projects_in(chat.opening, scene.edition, chat.lexicon)
    if named:
        chat.spoke_of(named[0].number if len(named) == 1 else SEVERAL)


def asked_of_projects(words: str, scene: Scene, lexicon: Lexicon) -> Said:
    """What *words* ask of the one project they name, by its sheet; else of those they may mean, side by side."""
    named = projects_in(words, scene.edition, lexicon)
    return sheet_of(named[0], words, scene, lexicon) if len(named) == 1 else compared(words, scene, lexicon)


def sheet_of(project: Project, words: str, scene: Scene, lexicon: Lexicon) -> Said:
    """What is true of *project*, asked in these *words*: all of it where letters cost nothing, else what answers."""
    if project.status is Status.WITHDRAWN:
        return Said(fate_of(project))
    answer, asked = says(project, words, lexicon), features_in(words, lexicon)
    when = _would_be_built(project, scene) if asked["when"] else ()
    unsaid = answer.asked and not answer.found and not when
    ask = (
        (_("La fiche ne le dit pas. L'équipe vous répond : QUESTION {number}.", number=project.number),)
        if unsaid
        else ()
    )
    then = (*when, *_stands(project, scene))
    room = ROOM - len(project.short or project.title) - (HELP if unsaid else 0)
    where = "" if unsaid or when else _where(project, scene)
    if len(answer.text) > room:  # what was asked says more than where it is
        room, where = room + len(where), ""
    brief = Verbatim(whole_sentences(answer.text, room))
    told = () if when and not answer.found else (brief,)
    short = Joined((_line(project, scene, where), *ask, *told, *then), " ")
    return Said(Joined((*ask, card(project, scene), Joined(then, " "))), short, project.photo)


def whole_sentences(text: str, room: int) -> str:
    """As many sentences of *text* as *room* letters hold; of one that is longer, the words that fit."""
    told = ""
    for sentence in re.split(r"(?<=[.!?…])\s+", text.strip()):
        longer = f"{told} {sentence}".strip()
        if len(longer) > room:
            break
        told = longer
    return told or textwrap.shorten(text, room, placeholder="...")


def _where(project: Project, scene: Scene) -> str:
    """Its place, or its district."""
    return project.place or scene.edition.district_names.get(project.district, "")


def _line(project: Project, scene: Scene, where: str) -> Say:
    """Number, short title and cost; and *where* it is, if that is told."""
    values: dict[str, Value] = {
        "number": project.number,
        "title": project.named,
        "cost": Money(project.cost, scene.edition.currency) if project.cost else NO_COST,
    }
    if not where:
        return _("{number} {title} : {cost}.", **values)
    return _("{number} {title} ({place}) : {cost}.", place=Verbatim(where), **values)


def _stands(project: Project, scene: Scene) -> tuple[Say, ...]:
    """How to choose it while one can; else where it stands, why, and what comes next."""
    if project.status is not Status.ON_BALLOT:
        state = state_of(project.status, stage_of(project))
        return (Joined((_("Il en est là :"), about(state, reason_of(project), next_of(project, scene))), " "),)
    if scene.phase is Phase.VOTE:
        return (_("Pour voter : VOTE {number}.", number=project.number),)
    then = next_of(project, scene)
    return (then,) if then else ()


def _would_be_built(project: Project, scene: Scene) -> tuple[Say, ...]:
    """When it is built, if it is chosen."""
    span = scene.edition.span_of(Phase.WORKS)
    if span is None or project.status is not Status.ON_BALLOT:
        return ()
    last = closing(span, scene.edition)
    start, end = (
        span.opens.astimezone(scene.edition.zone).date(),
        last.at.date() if isinstance(last, Moment) else last.day,
    )
    begins, ends = Day(start, year=start.year != end.year), Day(end, year=True)
    return (_("S'il est choisi : réalisé entre le {start} et le {end}.", start=begins, end=ends),)


SHEET = Flow("sheet", sheet, gives_back=True, anew=True, beside=beside)
