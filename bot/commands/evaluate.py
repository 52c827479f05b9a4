"""`portevoix evaluate`: how well similar ideas and answers are found, on cases whose right answers are known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from bot.commands.shared import Slug, tell
from bot.edition.faq import read_faq
from bot.hands.asked import index_of
from bot.languages import meanings
from bot.languages.plurals import so_many
from bot.languages.topics import topics
from bot.languages.vocabulary import vocabulary
from bot.practice import evaluation
from bot.practice.evaluation import Case, Figures, Ratio, Trial
from bot.settings import settings
from bot.turn.house import open_store
from flows.town.edition import Edition
from flows.understanding.asking import SURE, HearingIndex
from flows.understanding.likeness import ALIKE
from storage.town import editions

evaluate = typer.Typer(no_args_is_help=True, help="Measure how well similar ideas and answers are found.")

Misses = Annotated[bool, typer.Option("--misses", help="List each case that went wrong, and what was shown.")]
Halves = Annotated[
    bool, typer.Option("--halves", help="Choose the least score on one half of the cases, measure on the other.")
]

Words = Annotated[bool, typer.Option("--words", help="Understand by words alone, as with MEANING=off.")]


@evaluate.command()
def similar(
    corpus: Annotated[Path, typer.Argument(help="The ideas there are, a JSON object a line: id, title, description.")],
    queries: Annotated[Path, typer.Argument(help="A JSON list of new ideas: text, same_as (ids; [] if it is new).")],
    misses: Misses = False,
    halves: Halves = False,
) -> None:
    """Compare each new idea of QUERIES with the ideas of CORPUS, and count what is found and what is shown in vain."""
    ideas = evaluation.read_ideas(corpus)
    cases = evaluation.read_new_ideas(queries, ideas)
    trials = evaluation.similar(ideas, cases, vocabulary())
    compared = f"{so_many(len(cases), 'new idea')} compared with {so_many(len(ideas), 'idea')}"
    tell(f"{compared}; shown if they score {ALIKE} or more.")
    _print_similar(evaluation.figures(trials, ALIKE))
    if halves:
        measured, chosen = evaluation.halves(trials)
        _tell_halves(chosen)
        _print_similar(measured)
    if misses:
        _list(trials, ALIKE, first=3)


@evaluate.command()
def faq(
    file: Annotated[Path, typer.Argument(help="The town's FAQ, a JSON list: id, question, answer, words.")],
    queries: Annotated[Path, typer.Argument(help="A JSON list of questions: q, expect (an id; null if not in it).")],
    misses: Misses = False,
    halves: Halves = False,
    words: Words = False,
) -> None:
    """Ask each question of QUERIES to the FAQ in FILE, and count the right answers and the false ones."""
    entries = read_faq(file)
    cases = evaluation.read_questions(queries, entries)
    index = HearingIndex(entries, topics(), vocabulary())
    with meanings.understanding(wanted=not words and settings().meaning == "on", at_once=True):
        known = meanings.expecting(index.corpus, [case.text for case in cases])
        trials = evaluation.faq(index, cases, known)
        fates = evaluation.fates(index, cases, known)
    asked = f"{so_many(len(cases), 'question')} asked of {so_many(len(entries), 'entry', 'entries')}"
    tell(f"{asked}; answered if the best one scores {SURE} or more.")
    _print_faq(evaluation.figures(trials, SURE))
    tell("; ".join(f"{fate}: {share}" for fate, share in fates.items()) + ": how those it answers get there.")
    if halves:
        measured, chosen = evaluation.halves(trials)
        _tell_halves(chosen)
        _print_faq(measured)
    if misses:
        _list(trials, SURE, first=1)


@evaluate.command()
def wordings(
    queries: Annotated[Path, typer.Argument(help="A JSON list of questions: q, expect (an id; null if not in it).")],
    words: Words = False,
    slug: Slug = "",
) -> None:
    """Ask each question of QUERIES to the edition's FAQ, without and with what was learnt from tickets."""
    with open_store() as store, store.reading() as tx:
        edition = editions.find(tx, slug)
    cases = evaluation.read_questions(queries, edition.faq)
    asked = evaluation.not_learnt(cases, edition.learnt)
    with meanings.understanding(wanted=not words and settings().meaning == "on", at_once=True):
        before, after = _figures(replace(edition, learnt=()), asked), _figures(edition, asked)
    learnt = so_many(len(edition.learnt), "wording")
    tell(f"{so_many(len(asked), 'question')} asked, without and with {learnt}; answered if it scores {SURE} or more.")
    tell(f"{so_many(len(cases) - len(asked), 'question')} left out, learnt word for word.")
    for what, was, now in zip(("top-1", "top-3", "false answers"), before, after, strict=True):
        tell(f"{what}: {was} → {now}")


def _figures(edition: Edition, cases: Sequence[Case]) -> tuple[Ratio, ...]:
    """The three figures of the FAQ of *edition*, with what it learnt."""
    index = index_of(edition)
    known = meanings.expecting(index.corpus, [case.text for case in cases])
    reached = evaluation.figures(evaluation.faq(index, cases, known), SURE)
    return reached.first, reached.three, reached.vain


def _print_similar(reached: Figures) -> None:
    tell(
        f"recall@3: {reached.three}: of the ideas that exist already, those for which one like it is among the 3 shown."
    )
    tell(f"vain interruptions: {reached.vain}: of the ideas that are new, those for which something is shown.")


def _print_faq(reached: Figures) -> None:
    tell(f"top-1: {reached.first}: of the questions that the FAQ answers, those whose answer is given first.")
    tell(f"top-3: {reached.three}: the same, for the first three given, or offered by their question.")
    tell(f"false answers: {reached.vain}: of the questions that the FAQ does not answer, those that get an answer.")


def _tell_halves(chosen: tuple[float, float]) -> None:
    least, other = chosen
    tell(f"With the least score chosen on every other case ({least} and {other}), measured on the cases in between:")


def _list(trials: Sequence[Trial], least: float, first: int) -> None:
    """Each case that went wrong: what was written, what is right, what is shown, and with which score."""
    for trial in trials:
        shown = trial.at(least)
        if trial.hit(least, first) if trial.case.right else not shown:
            continue
        scores = ", ".join(f"{id} {score:.2f}" for id, score in trial.shown) or "nothing"
        verdict = "shown" if shown else "not shown"
        tell(f"- {trial.case.text!r}: right: {', '.join(trial.case.right) or 'nothing'}; {verdict}: {scores}")
