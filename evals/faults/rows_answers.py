"""Rows 16 to 19 and 21: answers that are cut off, declined, unreadable, of another schema, or given the wrong way."""

from __future__ import annotations

import random
import time

from assistant.models.answers import Unreadable, read_answer
from assistant.models.protocol import Limits
from evals.faults.bench import OLDEST, RIGHT, RIGHT_TEXT, Memo, asked, facing
from evals.faults.row import Outcome, Row, Trial
from evals.faults.runs import FAILS, HEALS, right
from evals.vendor.faults import Says
from evals.vendor.script import Answer
from schemas.errors import Refused, Truncated, UnusableAnswer

PARSE_CPU_S = 0.05
FUZZED_IN_A_RUN = 50


async def cut_off(trial: Trial) -> Outcome:
    """The limit is reached once: the next call asks for twice as much, in the same words."""
    half = Says(answer=Answer(text=RIGHT_TEXT[: trial.chance.randrange(len(RIGHT_TEXT))] or "{", stop="length"))
    async with facing(trial, right, faults={1: half}) as at:
        seen = await at.observed(asked(limits=Limits(deadline_s=60, max_output_tokens=1_000)))
        asks = at.requests
    caps = [ask.body.get("max_tokens") or ask.body.get("max_completion_tokens") for ask in asks]
    kept = [(caps == [1_000, 2_000], f"limits {caps}"), (len({ask.prompt for ask in asks}) == 1, "the words changed")]
    return seen.outcome(kept=kept)


async def cut_off_for_good(trial: Trial) -> Outcome:
    half = Answer(text=RIGHT_TEXT[:60], stop="length")
    async with facing(trial, lambda ask: half) as at:
        seen = await at.observed(asked())
        calls = len(at.requests)
    paid = isinstance(seen.error, Truncated) and seen.error.text == RIGHT_TEXT[:60] and seen.error.attempts == 2
    return seen.outcome(typed=[Truncated], kept=[(calls == 2, f"{calls} calls"), (paid, "what was paid for is lost")])


async def declined(trial: Trial) -> Outcome:
    said = trial.pick(["", "I can't help with that.", RIGHT_TEXT[:90]])
    refusal = Answer(text=said, stop="refusal")
    async with facing(trial, lambda ask: refusal) as at:
        seen = await at.observed(asked())
        calls, stored = len(at.requests), at.store.count
    text = seen.error.text if isinstance(seen.error, Refused) else None
    kept = [(calls == 1, f"{calls} calls"), (text == said, f"kept {text!r}"), (stored == 0, "a refusal was stored")]
    return seen.outcome(typed=[Refused], kept=kept)


READABLE = [
    f"```json\n{RIGHT_TEXT}\n```",
    f"Here is the memo:\n\n{RIGHT_TEXT}\n\nShall I go on?",
    f"Sure.\n```\n{RIGHT_TEXT}\n```\nDone.",
    f"\ufeff  {RIGHT_TEXT}\n\n",
]
UNREADABLE = [
    RIGHT_TEXT[:-1],
    RIGHT_TEXT[:-1] + ",}",
    RIGHT_TEXT.replace('"minutes":15', '"minutes":NaN'),
    RIGHT_TEXT.replace('"minutes":15', '"minutes":1e999'),
    RIGHT_TEXT.replace('"note":null', '"note":null,"note":"x"'),
    RIGHT_TEXT.replace('"note":null', '"note":"\\ud800"'),
    RIGHT_TEXT + RIGHT_TEXT,
    "I would rather talk about something else.",
    "null",
    "[]",
    '{"title":' * 1_000 + "1" + "}" * 1_000,
    RIGHT_TEXT.replace('"note":null', '"note":"' + "x" * 3_000_000 + '"'),
    RIGHT_TEXT.replace('"note":null', '"note":"' + "x" * 10_000_000 + '"'),
]


async def around_json(trial: Trial) -> Outcome:
    """A fence or prose around the one object is no reason to ask again."""
    said = trial.pick(READABLE)
    async with facing(trial, lambda ask: said) as at:
        seen = await at.observed(asked())
        calls = len(at.requests)
    return seen.outcome(kept=[(calls == 1, f"{calls} calls")])


async def unreadable(trial: Trial) -> Outcome:
    """An answer that is not the object is asked for again, with the fault quoted."""
    bad = Says(answer=Answer(text=trial.pick(UNREADABLE)))
    async with facing(trial, right, faults={1: bad}) as at:
        seen = await at.observed(asked())
        asks = at.requests
    quoted = len(asks) == 2 and "could not be used" in asks[1].prompt and len(asks[1].prompt) < 60_000
    return seen.outcome(kept=[(quoted, f"{len(asks)} calls, or no fault quoted")])


async def unreadable_for_good(trial: Trial) -> Outcome:
    said = trial.pick(UNREADABLE[:-2])
    async with facing(trial, lambda ask: said) as at:
        seen = await at.observed(asked())
        calls, stored = len(at.requests), at.store.count
    text = seen.error.text if isinstance(seen.error, UnusableAnswer) else None
    kept = [(calls == 3, f"{calls} calls"), (text == said, "the answer is lost"), (stored == 0, "it was stored")]
    return seen.outcome(typed=[UnusableAnswer], kept=kept)


VIOLATING = [
    RIGHT_TEXT.replace('"minutes":15,', "").replace(',"minutes":15}', "}"),
    RIGHT_TEXT.replace('"minutes":15', '"minutes":"a quarter of an hour"'),
    RIGHT_TEXT.replace('"note":null', '"note":null,"remark":"x"'),
    RIGHT_TEXT.replace('"note":null', '"note":7'),
    RIGHT_TEXT.replace('"points":[', '"points":[null,'),
    '{"memo":' + RIGHT_TEXT + "}",
]
MOST_CALLS = 3


async def violating(trial: Trial) -> Outcome:
    """JSON that is not of the schema, once or twice: the fault is quoted, and the right answer taken."""
    bad = Says(answer=Answer(text=trial.pick(VIOLATING)))
    times = 1 + trial.run // len(VIOLATING) % 2
    async with facing(trial, right, faults=dict.fromkeys(range(1, times + 1), bad)) as at:
        seen = await at.observed(asked())
        asks = at.requests
    quoted = all("could not be used" in ask.prompt for ask in asks[1:])
    return seen.outcome(kept=[(len(asks) == times + 1, f"{len(asks)} calls"), (quoted, "no fault quoted")])


async def violating_for_good(trial: Trial) -> Outcome:
    """The repairs are counted, and the answer that was paid for is kept with the error."""
    said = trial.pick(VIOLATING)
    async with facing(trial, lambda ask: said) as at:
        seen = await at.observed(asked())
        calls, stored = len(at.requests), at.store.count
    text = seen.error.text if isinstance(seen.error, UnusableAnswer) else None
    kept = [
        (calls == MOST_CALLS, f"{calls} calls"),
        (text == said, "the answer is lost"),
        (stored == 0, "it was stored"),
    ]
    return seen.outcome(typed=[UnusableAnswer], kept=kept)


def _mutilated(chance: random.Random) -> str:
    """The right answer with a few characters lost, doubled, or replaced, sometimes repeated to a great length."""
    text = RIGHT_TEXT
    for _ in range(chance.randrange(1, 6)):
        at = chance.randrange(len(text))
        piece = chance.choice(["", text[at] * 2, '"', "{", "}", "[", ",", "\\", "NaN", "\x00", "\\ud800", "1e999", "’"])
        text = text[:at] + piece + text[at + chance.randrange(4) :]
    if chance.random() < 0.1:
        text = text[:40] + chance.choice(["[", '{"a":', "9", " ", "[1,"]) * chance.choice([1_000, 30_000]) + text[40:]
    return text


async def fuzzed_answers(trial: Trial) -> Outcome:
    """The reader alone: whatever it accepts is the schema's, whatever it refuses it refuses by name, and soon."""
    chance = trial.chance
    for _ in range(FUZZED_IN_A_RUN):
        text = _mutilated(chance)
        began = time.thread_time()
        try:
            _, data = read_answer(text, Memo)
        except Unreadable:
            data = RIGHT
        spent = time.thread_time() - began
        if spent > PARSE_CPU_S:
            return Outcome("late", f"{1000 * spent:.0f} ms for {text[:200]!r}")
        if Memo.model_validate(data.model_dump()) != data:
            return Outcome("silent", f"accepted {text[:200]!r}")
    return Outcome("right")


async def wrong_way(trial: Trial) -> Outcome:
    """A forced tool that is not called as it was forced: asked for again."""
    bad = trial.pick(
        [
            Answer(text=RIGHT_TEXT, tool="search"),
            Answer(text=RIGHT_TEXT, second=RIGHT_TEXT.replace("15", "16")),
            Answer(text=""),
            Answer(text="", before="I'd rather not call it."),
        ]
    )
    async with facing(trial, right, faults={1: Says(answer=bad)}, model=OLDEST[trial.vendor]) as at:
        seen = await at.observed(asked())
        calls = len(at.requests)
    return seen.outcome(kept=[(calls == 2, f"{calls} calls")])


async def harmless_extras(trial: Trial) -> Outcome:
    """Text before the call, or the same call twice, does no harm."""
    said = trial.pick([Answer(text=RIGHT_TEXT, before="Let me see."), Answer(text=RIGHT_TEXT, second=RIGHT_TEXT)])
    async with facing(trial, lambda ask: said, model=OLDEST[trial.vendor]) as at:
        seen = await at.observed(asked())
        calls = len(at.requests)
    shown = "".join(seen.shown) == RIGHT_TEXT
    return seen.outcome(kept=[(calls == 1, f"{calls} calls"), (shown, "other text was shown as the answer")])


ANSWER_ROWS: tuple[Row, ...] = (
    Row(number="16", fault="output limit reached once", run=cut_off, expects=HEALS),
    Row(number="16b", fault="output limit reached for good", run=cut_off_for_good, expects=FAILS),
    Row(number="17", fault="refusal: empty, with text, midway", run=declined, expects=FAILS, least_runs=3),
    Row(number="18", fault="prose or a fence around JSON", run=around_json, expects=HEALS, least_runs=4),
    Row(number="18b", fault="unreadable answer, once", run=unreadable, expects=HEALS, least_runs=13),
    Row(number="18c", fault="unreadable answer, for good", run=unreadable_for_good, expects=FAILS, least_runs=11),
    Row(number="18d", fault="fuzzed answers, 50 a run", run=fuzzed_answers, expects=HEALS, vendors=("anthropic",)),
    Row(number="19", fault="JSON of another schema, once or twice", run=violating, expects=HEALS, least_runs=12),
    Row(number="19b", fault="JSON of another schema, for good", run=violating_for_good, expects=FAILS, least_runs=6),
    Row(number="21", fault="wrong tool, two answers, none", run=wrong_way, expects=HEALS, least_runs=4),
    Row(number="21b", fault="extra text, one answer twice", run=harmless_extras, expects=HEALS, least_runs=2),
)
