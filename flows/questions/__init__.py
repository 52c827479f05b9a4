"""The questions a conversation can ask, each with its way of hearing a reply."""

from flows.questions.base import Answered, Changed, Ear, Heard, Missed, Question, Reply
from flows.questions.confirm import Confirm
from flows.questions.options import Listing, Option
from flows.questions.pick import Pick
from flows.questions.pick_some import PickSome
from flows.questions.words import Words
from flows.questions.yes_no import YesNo

__all__ = [
    "Answered",
    "Changed",
    "Confirm",
    "Ear",
    "Heard",
    "Listing",
    "Missed",
    "Option",
    "Pick",
    "PickSome",
    "Question",
    "Reply",
    "Words",
    "YesNo",
]
