"""Random diagrams made of nested blocks, and what they mean, said a second time without any engine.

A block draws itself between two elements, and runs as a small object of its own: which tasks are open, what happens when one is
done or a message comes. The second telling knows no tokens, no joins and no scopes to get wrong."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import count, pairwise

from hypothesis import strategies as st


@dataclass
class Drawing:
    """Lines of the drawing, by scope; `file`: what the conditions look at."""

    lines: list[str] = field(default_factory=list)
    file: dict[str, object] = field(default_factory=dict)
    numbers: count[int] = field(default_factory=count)
    margin: str = ""

    def name(self, kind: str) -> str:
        return f"{kind}{next(self.numbers)}"

    def add(self, line: str) -> None:
        self.lines.append(self.margin + line)


class Running:
    """A block that has begun. `extras` of the scope around it receives what runs beside."""

    def open(self) -> list[str]:
        return []

    def finish(self, task: str) -> bool:
        return False

    def hears(self) -> list[str]:
        return []

    def hear(self, message: str) -> bool:
        return False

    @property
    def over(self) -> bool:
        return True


@dataclass(frozen=True)
class Task:
    times: int = 1
    sequential: bool = False

    def draw(self, d: Drawing) -> tuple[str, str]:
        name = d.name("t")
        loop = "" if self.times == 1 else f" times={self.times}{' seq' if self.sequential else ''}"
        d.add(f"{name} user{loop}")
        object.__setattr__(self, "id", name)
        return name, name

    def run(self, scope: ScopeRun) -> Running:
        return TaskRun(self.id, self.times, self.sequential)  # type: ignore[attr-defined]


@dataclass
class TaskRun(Running):
    id: str
    left: int
    sequential: bool

    def open(self) -> list[str]:
        return [self.id] * (min(1, self.left) if self.sequential else self.left)

    def finish(self, task: str) -> bool:
        if task != self.id or not self.left:
            return False
        self.left -= 1
        return True

    @property
    def over(self) -> bool:
        return self.left == 0


@dataclass(frozen=True)
class Sequence:
    parts: tuple[object, ...]

    def draw(self, d: Drawing) -> tuple[str, str]:
        ends = [part.draw(d) for part in self.parts]  # type: ignore[attr-defined]
        for (_, a), (b, _) in pairwise(ends):
            d.add(f"{a} > {b}")
        return ends[0][0], ends[-1][1]

    def run(self, scope: ScopeRun) -> Running:
        return SequenceRun(scope, list(self.parts))


class SequenceRun(Running):
    def __init__(self, scope: ScopeRun, parts: list[object]) -> None:
        self.scope, self.parts = scope, parts
        self.now: Running = Running()
        self._go_on()

    def _go_on(self) -> None:
        while self.now.over and self.parts:
            self.now = self.parts.pop(0).run(self.scope)  # type: ignore[attr-defined]

    def open(self) -> list[str]:
        return self.now.open()

    def finish(self, task: str) -> bool:
        hit = self.now.finish(task)
        self._go_on()
        return hit

    def hears(self) -> list[str]:
        return self.now.hears()

    def hear(self, message: str) -> bool:
        hit = self.now.hear(message)
        self._go_on()
        return hit

    @property
    def over(self) -> bool:
        return self.now.over and not self.parts


@dataclass(frozen=True)
class Fork:
    """`taken`: numbers of the branches whose condition is true; all run where `kind` is parallel."""

    branches: tuple[object, ...]
    kind: str
    taken: tuple[int, ...]

    def draw(self, d: Drawing) -> tuple[str, str]:
        split, join, choice = d.name("g"), d.name("j"), d.name("c")
        ends = [branch.draw(d) for branch in self.branches]  # type: ignore[attr-defined]
        d.file[choice] = list(self.taken)
        default = f" default={ends[0][0]}" if self.kind != "parallel" else ""
        d.add(f"{split} {self.kind}{default}")
        d.add(f"{join} {self.kind}")
        for number, (first, last) in enumerate(ends):
            condition = f" [=list contains({choice}, {number})]" if self.kind != "parallel" and number else ""
            d.add(f"{split} > {first}{condition}")
            d.add(f"{last} > {join}")
        return split, join

    def run(self, scope: ScopeRun) -> Running:
        chosen = range(len(self.branches)) if self.kind == "parallel" else self.taken or (0,)
        return Together([self.branches[i].run(scope) for i in chosen])  # type: ignore[attr-defined]


@dataclass
class Together(Running):
    parts: list[Running]

    def open(self) -> list[str]:
        return [task for part in self.parts for task in part.open()]

    def finish(self, task: str) -> bool:
        return any(part.finish(task) for part in self.parts)

    def hears(self) -> list[str]:
        return [message for part in self.parts for message in part.hears()]

    def hear(self, message: str) -> bool:
        return any(part.hear(message) for part in self.parts)

    @property
    def over(self) -> bool:
        return all(part.over for part in self.parts)


@dataclass(frozen=True)
class Again:
    """The body, `rounds` times."""

    body: object
    rounds: int

    def draw(self, d: Drawing) -> tuple[str, str]:
        merge, script, gate, leave, counter = d.name("m"), d.name("s"), d.name("g"), d.name("e"), d.name("n")
        begin = d.name("z")
        first, last = self.body.draw(d)  # type: ignore[attr-defined]
        for line in (
            f"{merge} exclusive",
            f'{script} script text="{counter} = {counter} + 1"',
            f"{gate} exclusive default={leave}",
            f'{begin} script text="{counter} = 0"',
            f"{leave} task",
            f"{begin} > {merge} > {first}",
            f"{last} > {script} > {gate}",
            f"{gate} > {merge} [={counter} < {self.rounds}]",
            f"{gate} > {leave}",
        ):
            d.add(line)
        return begin, leave

    def run(self, scope: ScopeRun) -> Running:
        return SequenceRun(scope, [self.body] * self.rounds)


@dataclass(frozen=True)
class Inside:
    """A subprocess with a message at its border."""

    body: object
    handler: object
    interrupting: bool
    trigger: bool
    """Whether the message starts an event subprocess inside rather than the handler at the border."""

    def draw(self, d: Drawing) -> tuple[str, str]:
        name, message, merge = d.name("p"), d.name("M"), d.name("m")
        object.__setattr__(self, "message", message)
        beside = "" if self.interrupting else " beside"
        d.add(f"{name} {'transaction' if self.interrupting else 'sub'}")
        outer, d.margin = d.margin, d.margin + "  "
        self._scope(d, self.body, "")
        if self.trigger:
            d.add(f"{d.name('h')} sub event")
            inner, d.margin = d.margin, d.margin + "  "
            self._scope(d, self.handler, f" message={message}{beside}")
            d.margin = inner
        d.margin = outer
        d.add(f"{merge} exclusive")
        d.add(f"{name} > {merge}")
        if not self.trigger:
            border = d.name("b")
            d.add(f"{border} boundary on={name} message={message}{beside}")
            first, last = self.handler.draw(d)  # type: ignore[attr-defined]
            d.add(f"{border} > {first}")
            if self.interrupting:
                d.add(f"{last} > {merge}")
            else:
                end = d.name("x")
                d.add(f"{end} end")
                d.add(f"{last} > {end}")
        return name, merge

    def _scope(self, d: Drawing, body: object, event: str) -> None:
        start, end = d.name("i"), d.name("x")
        d.add(f"{start} start{event}")
        d.add(f"{end} end")
        first, last = body.draw(d)  # type: ignore[attr-defined]
        d.add(f"{start} > {first}")
        d.add(f"{last} > {end}")

    def run(self, scope: ScopeRun) -> Running:
        return InsideRun(self, scope)


class InsideRun(Running):
    def __init__(self, block: Inside, outer: ScopeRun) -> None:
        self.block, self.outer = block, outer
        self.inner = ScopeRun(block.body)
        self.after: Running | None = None

    @property
    def _now(self) -> Running:
        return self.inner if self.after is None else self.after

    def open(self) -> list[str]:
        return self._now.open()

    def finish(self, task: str) -> bool:
        return self._now.finish(task)

    def hears(self) -> list[str]:
        listening = [] if self.over or self.after is not None else [self.block.message]  # type: ignore[attr-defined]
        return self._now.hears() + listening

    def hear(self, message: str) -> bool:
        if self.over or self.after is not None or message != self.block.message:  # type: ignore[attr-defined]
            return self._now.hear(message)
        block = self.block
        if block.trigger and block.interrupting:
            self.after = ScopeRun(block.handler)
        elif block.trigger:
            self.inner.extras.append(ScopeRun(block.handler))
        elif block.interrupting:
            self.after = block.handler.run(self.outer)  # type: ignore[attr-defined]
        else:
            self.outer.extras.append(block.handler.run(self.outer))  # type: ignore[attr-defined]
        return True

    @property
    def over(self) -> bool:
        return self._now.over


class ScopeRun(Running):
    """A process or subprocess: its body, and what runs beside it."""

    def __init__(self, body: object) -> None:
        self.extras: list[Running] = []
        self.main: Running = body.run(self)  # type: ignore[attr-defined]

    def _all(self) -> list[Running]:
        return [self.main, *self.extras]

    def open(self) -> list[str]:
        return [task for part in self._all() for task in part.open()]

    def finish(self, task: str) -> bool:
        return any(part.finish(task) for part in self._all())

    def hears(self) -> list[str]:
        return [message for part in self._all() for message in part.hears()]

    def hear(self, message: str) -> bool:
        return any(part.hear(message) for part in self._all())

    @property
    def over(self) -> bool:
        return all(part.over for part in self._all())


def forks(inner: st.SearchStrategy[object]) -> st.SearchStrategy[object]:
    def chosen(branches: list[object], kind: str, taken: list[int]) -> Fork:
        true = tuple(sorted(n for n in set(taken) if 0 < n < len(branches)))
        return Fork(tuple(branches), kind, true[:1] if kind == "exclusive" else true)

    kinds = st.sampled_from(["parallel", "inclusive", "exclusive"])
    return st.builds(chosen, st.lists(inner, min_size=2, max_size=3), kinds, st.lists(st.integers(1, 2), max_size=2))


def nested(inner: st.SearchStrategy[object]) -> st.SearchStrategy[object]:
    return st.one_of(
        st.builds(lambda parts: Sequence(tuple(parts)), st.lists(inner, min_size=2, max_size=3)),
        forks(inner),
        st.builds(Again, inner, st.integers(2, 3)),
        st.builds(Inside, inner, inner, st.booleans(), st.booleans()),
    )


def tasks() -> st.SearchStrategy[object]:
    return st.builds(Task, st.sampled_from([1, 1, 1, 2, 3]), st.booleans())


def blocks() -> st.SearchStrategy[object]:
    """Any block. Each is a fresh object: drawing gives it its names."""
    return st.recursive(tasks(), nested, max_leaves=8)
