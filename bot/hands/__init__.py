"""Who does what conversations ask: to add a deed or a look, a function in the file of its noun and a line here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from bot.hands import (
    ambassadors,
    codes,
    consents,
    joining,
    kit,
    meetings,
    people,
    projects,
    proposals,
    reminders,
    rights,
    sharing,
    surveys,
    tickets,
    voting,
)
from bot.hands.base import Hands, Writes
from flows import deeds
from flows.deeds import Deed, Look

__all__ = ["HANDS", "Hands", "Writes", "act"]

HANDS: Mapping[type[Deed[Any]] | type[Look[Any]], Callable[[Hands, Any], Any]] = {
    deeds.CastVote: voting.cast,
    deeds.FindReceipt: voting.find,
    deeds.BallotChangeCalled: voting.change_called,
    deeds.BallotChangesSince: voting.changes_since,
    deeds.SayWrongCode: codes.say_wrong,
    deeds.SpeakLanguage: people.speak,
    deeds.BeSilent: people.be_silent,
    deeds.SpeakAgain: people.speak_again,
    deeds.Declare: people.declare,
    deeds.WhatIsKept: rights.what_is_kept,
    deeds.Erase: rights.erase,
    deeds.Confirmed: people.confirmed,
    deeds.StartAfresh: people.start_afresh,
    deeds.IsDoubtful: people.is_doubtful,
    deeds.MyPlaces: joining.places,
    deeds.BeginJoin: joining.begin,
    deeds.SayCode: joining.say,
    deeds.FinishJoin: joining.finish,
    deeds.ShareNumber: joining.share,
    deeds.Leave: joining.leave,
    deeds.WhoIsHere: sharing.who_is_here,
    deeds.SpeakAs: sharing.speak_as,
    deeds.SpeakAsNew: sharing.speak_as_new,
    deeds.CallMe: sharing.call_me,
    deeds.NumberHasVoted: voting.number_has_voted,
    deeds.WhatWasLost: voting.what_was_lost,
    deeds.MyProjects: projects.mine,
    deeds.BondWith: projects.bond,
    deeds.ProjectById: projects.find,
    deeds.NewsToTell: projects.news_to_tell,
    deeds.Watch: projects.watch,
    deeds.Support: projects.support,
    deeds.Comment: projects.comment,
    deeds.LatestComments: projects.latest_comments,
    deeds.AnswersTo: tickets.answers_to,
    deeds.MyTickets: tickets.mine,
    deeds.FindTicket: tickets.find,
    deeds.OpenTicket: tickets.open_,
    deeds.AddToTicket: tickets.add,
    deeds.CloseTicket: tickets.close,
    deeds.HowManyIdeas: proposals.how_many,
    deeds.Propose: proposals.propose,
    deeds.Resembling: proposals.resembling,
    deeds.HowSurveysStand: surveys.how_they_stand,
    deeds.AnswerSurvey: surveys.answer,
    deeds.MeAsAmbassador: ambassadors.me,
    deeds.AskToRelay: ambassadors.ask,
    deeds.GoByItself: ambassadors.go_by_itself,
    deeds.StopRelaying: ambassadors.stop,
    deeds.TieGroup: ambassadors.tie,
    deeds.ComeThrough: ambassadors.come,
    deeds.CountMine: ambassadors.count,
    deeds.WhatToRelay: ambassadors.what,
    deeds.Relay: ambassadors.relay,
    deeds.PassOver: ambassadors.pass_over,
    deeds.HowMeetingsStand: meetings.how_they_stand,
    deeds.CalendarFile: meetings.calendar_file,
    deeds.Come: meetings.come,
    deeds.StayAway: meetings.stay_away,
    deeds.Want: consents.want,
    deeds.WhenToRemind: reminders.when,
    deeds.Reminded: reminders.reminded,
    deeds.NotReminded: reminders.not_reminded,
    deeds.Wants: consents.wants,
    deeds.KitOf: kit.kit_of,
}


def act(hands: Hands, wish: Deed[Any] | Look[Any]) -> Any:
    """Do, or look up, what a conversation asks, and say what came of it."""
    return HANDS[type(wish)](hands, wish)
