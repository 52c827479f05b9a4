"""Doing the deeds of ambassadors: asking, relaying, and noting through whom people came."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.hands.base import Hands, does
from flows.relays.deeds import (
    Around,
    AskToRelay,
    Came,
    ComeThrough,
    CountMine,
    Counts,
    GoByItself,
    GroupCode,
    MeAsAmbassador,
    MyRelaying,
    NoSuchWord,
    PassOver,
    PostPreview,
    Relay,
    RelayAt,
    Relayed,
    RelayRequest,
    RelayState,
    SetGoal,
    StopRelaying,
    TieGroup,
    ToCome,
    WhatGoesWhen,
    WhatIsToCome,
    WhatToRelay,
)
from flows.relays.post_text import WENT_ALREADY
from flows.reminders import upcoming
from flows.talk.deed import Done, Refused
from flows.talk.deeds import IsAmbassadorsWord
from flows.town.few import FEW
from flows.town.good_times import next_good
from flows.understanding.folding import fold, nearest
from flows.words import Verbatim, _
from storage.messages.own_names import WEB, deep_link, own_names
from storage.relays import ambassadors, goals, groups, newcomers, post_rows, posts
from storage.relays.ambassadors import Ambassador as Row
from storage.relays.ambassadors import RelayDecision, Volunteer
from storage.relays.holders import HOLDERS
from storage.relays.newcomers import Through
from storage.relays.post_rows import PostState
from storage.relays.posts import Post

PAYLOAD = "avec_"
"""What the payload of an ambassador's link begins with, before their word."""

NONE_OF_THEM = _("Cela se fait quand on est ambassadeur. Pour le devenir : AMBASSADEUR.")
TOO_LATE = _("À cette heure-là, ce message ne sera plus d'actualité. Pour l'envoyer plus tôt : RELAYER.")
GONE = _("C'est déjà parti, ou ce n'est plus d'actualité.")


@does(MeAsAmbassador)
def me(hands: Hands, look: MeAsAmbassador) -> MyRelaying | None:
    """How the person stands as an ambassador, and how people come through them."""
    row = _mine(hands)
    if row is None:
        return None
    names = own_names(hands.tx)
    web, word = names.get(WEB, ""), row.word
    has_pages = bool(word) and web.startswith("https://")
    return MyRelaying(
        number=row.number,
        state=row.state,
        word=word,
        reason=row.reason,
        link=deep_link(names, PAYLOAD + word) if word else "",
        picture=f"{web}/qr/{word}.png" if has_pages else "",
        page=f"{web}/share/{word}" if has_pages else "",
        groups=row.groups,
        hours=row.hours,
        around=row.around,
        own_hour=row.own_hour,
    )


@does(AskToRelay)
def ask(hands: Hands, deed: AskToRelay) -> RelayRequest | Refused:
    """The request is with the team; one at a time."""
    row = _mine(hands)
    if row is not None and row.state in (RelayState.ASKED, RelayState.APPROVED):
        return Refused(_("Vous l'avez déjà demandé. Pour voir où cela en est : AMBASSADEUR."))
    volunteer = Volunteer(hands.edition.id, hands.known.person_id, deed.name, deed.whom, deed.around)
    number = ambassadors.ask(hands.tx, hands.store, volunteer, hands.now)
    return RelayRequest(number, hands.edition.service.answer_days)


@does(GoByItself)
def go_by_itself(hands: Hands, deed: GoByItself) -> Done | Refused:
    """After how many hours, or at which hour, what is to be relayed goes by itself."""
    row = _approved(hands)
    if row is None:
        return Refused(NONE_OF_THEM)
    ambassadors.go_by_itself(hands.tx, row.id, deed.hours, deed.own_hour)
    return Done()


@does(SetGoal)
def set_goal(hands: Hands, deed: SetGoal) -> Done | Refused:
    """How many voters they want to see."""
    row = _approved(hands)
    if row is None:
        return Refused(NONE_OF_THEM)
    goals.set_goal(hands.tx, row.id, deed.voters)
    return Done()


@does(StopRelaying)
def stop(hands: Hands, deed: StopRelaying) -> Done | Refused:
    """No ambassador any more, at their own wish."""
    row = _approved(hands)
    if row is None:
        return Refused(NONE_OF_THEM)
    ambassadors.decide(hands.tx, hands.store, row.id, RelayState.ENDED, RelayDecision("", hands.now))
    groups.untie(hands.tx, hands.now, HOLDERS.c.ambassador_id == row.id)
    return Done()


@does(TieGroup)
def tie(hands: Hands, deed: TieGroup) -> GroupCode | Refused:
    """A code for a group."""
    row = _approved(hands)
    if row is None:
        return Refused(NONE_OF_THEM)
    return GroupCode(ambassadors.give_code(hands.tx, hands.store, row.id, hands.now))


@does(IsAmbassadorsWord)
def is_word(hands: Hands, look: IsAmbassadorsWord) -> bool:
    """Asked of words that stand alone, and mean nothing else."""
    return fold(look.word) in map(fold, ambassadors.words(hands.tx, hands.edition.id))


@does(ComeThrough)
def come(hands: Hands, deed: ComeThrough) -> Came | NoSuchWord:
    """Through whom the person came: by the word to the letter, else with one slip in it that leaves no doubt."""
    known = ambassadors.words(hands.tx, hands.edition.id)
    folded = {fold(word): word for word in known}
    word = folded.get(fold(deed.word)) or nearest(fold(deed.word), folded)
    if word is None:
        return NoSuchWord()
    of_class = newcomers.come(hands.tx, hands.known.person_id, known[word], hands.now)
    return Came(word, of_class)


@does(CountMine)
def count(hands: Hands, look: CountMine) -> Counts | None:
    """Who came through the person, in numbers that tell nobody from the others."""
    row = _approved(hands)
    if row is None:
        return None
    through = newcomers.through(hands.tx, hands.edition.id, hands.edition.zone).get(row.id, Through())
    return replace(counts(through), of_class=row.around is Around.CLASS)


def counts(through: Through) -> Counts:
    """The numbers, without those below five that say something of somebody.

    That nobody came is said; of what people did only once five have come, so that it is nobody's in particular.
    """
    if through.came < FEW:
        return Counts(None if through.came else 0, None, None)
    proposed, voted = (n if n == 0 or n >= FEW else None for n in (through.proposed, through.voted))
    return Counts(through.came, proposed, voted)


@does(WhatIsToCome)
def to_come(hands: Hands, look: WhatIsToCome) -> tuple[ToCome, ...]:
    """By the calendar as it is now."""
    return tuple(upcoming.to_come(hands.edition, hands.now))


@does(WhatToRelay)
def what(hands: Hands, look: WhatToRelay) -> PostPreview | None:
    """What waits for the ambassador's word, in their language."""
    post = posts.waiting(hands.tx, hands.edition.id, hands.known.person_id, look.id, hands.now)
    row = _approved(hands)
    if post is None or row is None:
        return None
    words = post.words.get(hands.known.language) or next(iter(post.words.values()))
    return PostPreview(
        id=post.id,
        words=Verbatim(words),
        greeting=row.greeting,
        groups=row.groups,
        hours=row.hours,
        word=row.word,
        link=deep_link(own_names(hands.tx), PAYLOAD + row.word),
        already=post_rows.already(hands.tx, post.id),
        goes_at=_goes_at(hands, post),
    )


def _goes_at(hands: Hands, post: Post) -> datetime | None:
    """When the post goes if nobody says otherwise: what is shown only now will at its ambassador's own hour."""
    at = post.goes_at
    if post.unseen and post.own_hour:
        at = posts.at_own_hour(hands.tx, post, hands.now.astimezone(hands.edition.zone))
    return _good(hands, at) if at else None


@does(Relay)
def relay(hands: Hands, deed: Relay) -> Relayed | Refused:
    """It goes to the groups, at the next good time, with the greeting that stays for the next one."""
    row = _approved(hands)
    post = posts.waiting(hands.tx, hands.edition.id, hands.known.person_id, deed.id, hands.now)
    if row is None or post is None:
        return Refused(GONE)
    lacking = row.groups - post_rows.already(hands.tx, post.id)
    if not posts.settle(hands.tx, post.id, PostState.APPROVED if lacking else PostState.POSTED, hands.now):
        return Refused(GONE)
    if not lacking:
        return Refused(WENT_ALREADY)
    ambassadors.greet(hands.tx, row.id, deed.greeting)
    at = next_good(hands.now, hands.edition).astimezone(hands.edition.zone)
    return Relayed(lacking, at if at > hands.now else None)


@does(RelayAt)
def relay_at(hands: Hands, deed: RelayAt) -> Relayed | Refused:
    """It goes at that hour, or at the next good one; until then it waits for another word."""
    row = _approved(hands)
    post = posts.waiting(hands.tx, hands.edition.id, hands.known.person_id, deed.id, hands.now)
    if row is None or post is None:
        return Refused(GONE)
    at = _good(hands, deed.at)
    if not posts.go_at(hands.tx, post.id, at):
        return Refused(TOO_LATE)
    ambassadors.greet(hands.tx, row.id, deed.greeting)
    return Relayed(row.groups - post_rows.already(hands.tx, post.id), at)


@does(WhatGoesWhen)
def going(hands: Hands, look: WhatGoesWhen) -> tuple[datetime, ...]:
    """At good hours."""
    row = _approved(hands)
    return tuple(_good(hands, at) for at in posts.going(hands.tx, row.id, hands.now)) if row else ()


@does(PassOver)
def pass_over(hands: Hands, deed: PassOver) -> Done | Refused:
    """It does not go."""
    post = posts.waiting(hands.tx, hands.edition.id, hands.known.person_id, deed.id, hands.now)
    if post is None or not posts.settle(hands.tx, post.id, PostState.PASSED, hands.now):
        return Refused(GONE)
    return Done()


def _good(hands: Hands, at: datetime) -> datetime:
    """That hour, or the next at which people may be written to, as the town's clocks show it."""
    return next_good(at, hands.edition).astimezone(hands.edition.zone)


def _mine(hands: Hands) -> Row | None:
    return ambassadors.of_person(hands.tx, hands.store, hands.edition.id, hands.known.person_id)


def _approved(hands: Hands) -> Row | None:
    row = _mine(hands)
    return row if row and row.state is RelayState.APPROVED else None
