"""The limits that verdicts are made by, read from `models/audit/limits.toml`, and the verdicts."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from edge_runtime.errors import EngineReason, InputUnusable
from edge_runtime.evals import Answer

from ._compare import Comparison

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

CHANCE = 1
"""Prompts that may be lost whatever share they are: of a few prompts one is a large share and no evidence."""

Share = Annotated[float, Field(ge=0, le=1)]


class Relative(BaseModel):
    """How far a file may be from its reference."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    mean_kl_max: Annotated[float, Field(gt=0)]
    top_agreement_min: Share
    valid_blocks_drop_max: Share
    degenerate_rise_max: Share
    lost_statements_max: Share
    """Prompts on which the reference says what it must and the file does not, less those the other way, of all."""
    forbidden_rise_max: Share


class Absolute(BaseModel):
    """What a file must do by itself."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    degenerate_max: Share
    required_min: Share
    forbidden_max: Share
    valid_blocks_min: Share
    silent_when_off_min: Share


class Rules(BaseModel):
    """Both."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    relative: Relative
    absolute: Absolute


@dataclass(frozen=True, slots=True)
class Rates:
    """Shares of answers, each of those that the check applies to; None where there are none."""

    valid_blocks: float | None
    degenerate: float | None
    required: float | None
    forbidden: float | None
    silent_when_off: float | None


@dataclass(frozen=True, slots=True)
class Finding:
    """A verdict and why: nothing is wrong where there are no reasons."""

    reasons: tuple[str, ...]

    @property
    def good(self) -> bool:
        """Whether nothing is wrong."""
        return not self.reasons


def read_rules(path: Path) -> Rules:
    """Read the limits. Raises InputUnusable."""
    try:
        return Rules.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, ValidationError) as error:
        raise InputUnusable(
            f"The limits {path} cannot be used: {str(error).splitlines()[0]}.",
            hint="Install edge-haptics again.",
            reason=EngineReason.BAD_INPUT,
        ) from None


def rates_of(answers: Sequence[Answer]) -> Rates:
    """Count what the checks found."""

    def share(check: str, *, broken: bool = False) -> float | None:
        found = [answer.verdict[check] is None for answer in answers if check in answer.verdict]
        return None if not found else sum(held != broken for held in found) / len(found)

    return Rates(
        valid_blocks=share("valid block"),
        degenerate=share("sound", broken=True),
        required=share("says what it must"),
        forbidden=share("says nothing it must not", broken=True),
        silent_when_off=share("silent when off"),
    )


def judge_alone(rates: Rates, rules: Absolute) -> Finding:
    """Judge a file by what it does, whatever its reference does."""
    pairs = (
        ("broken answers", rates.degenerate, rules.degenerate_max, False),
        ("forbidden statements", rates.forbidden, rules.forbidden_max, False),
        ("required statements", rates.required, rules.required_min, True),
        ("valid blocks", rates.valid_blocks, rules.valid_blocks_min, True),
        ("silent when touch is off", rates.silent_when_off, rules.silent_when_off_min, True),
    )
    return Finding(
        tuple(
            f"{name} {value:.0%} (at {'least' if at_least else 'most'} {limit:.0%})"
            for name, value, limit, at_least in pairs
            if value is not None and (value < limit if at_least else value > limit)
        )
    )


def judge_beside(
    comparison: Comparison | str,
    rates: Rates,
    reference: Rates,
    lost: tuple[int, int],
    rules: Relative,
) -> Finding:
    """Judge a file by how far it is from its reference; `lost` as `lost_statements` counts it."""
    if isinstance(comparison, str):
        return Finding((f"it cannot be compared: {comparison}",))
    reasons = []
    if comparison.mean_kl > rules.mean_kl_max:
        reasons.append(f"mean KL {comparison.mean_kl:.3f} (at most {rules.mean_kl_max:g})")
    if comparison.top_agreement < rules.top_agreement_min:
        reasons.append(f"same likeliest token {comparison.top_agreement:.0%} (at least {rules.top_agreement_min:.0%})")
    changes = (
        ("valid blocks", _minus(reference.valid_blocks, rates.valid_blocks), rules.valid_blocks_drop_max, "fewer"),
        ("broken answers", _minus(rates.degenerate, reference.degenerate), rules.degenerate_rise_max, "more"),
        ("required statements", lost[0] / lost[1] if lost[0] > CHANCE else 0.0, rules.lost_statements_max, "fewer"),
        ("forbidden statements", _minus(rates.forbidden, reference.forbidden), rules.forbidden_rise_max, "more"),
    )
    reasons += [
        f"{change:.0%} {word} {name} (at most {limit:.0%})" for name, change, limit, word in changes if change > limit
    ]
    return Finding(tuple(reasons))


def lost_statements(reference: Sequence[Answer], file: Sequence[Answer]) -> tuple[int, int]:
    """Count required statements that only the reference makes, less those that only the file makes; and of how many."""
    check = "says what it must"
    pairs = [
        (wanted.verdict[check] is None, got.verdict[check] is None)
        for wanted, got in zip(reference, file, strict=True)
        if check in wanted.verdict and check in got.verdict
    ]
    return sum(wanted - got for wanted, got in pairs), len(pairs)


def _minus(left: float | None, right: float | None) -> float:
    return 0.0 if left is None or right is None else left - right
