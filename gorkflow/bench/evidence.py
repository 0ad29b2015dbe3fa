"""Where a value of gorkflow.toml is from, and what it was to bring: the tables `evidence` of steps."""

from __future__ import annotations

import os
import platform
from collections.abc import Mapping
from datetime import datetime
from typing import Annotated

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError

from gorkflow.bench.advice import Advice, Confidence, Setting
from gorkflow.core.policy import RetryPolicy
from gorkflow.errors import SettingError

Finite = Annotated[float, Field(allow_inf_nan=False)]


class Evidence(BaseModel):
    """Where one value is from.

    Attributes:
        value: as it was advised; of a retry the number of attempts. What is in force may differ by now.
        samples: recorded or measured calls that it is made of.
        confidence: how far it was to be trusted.
        measured_at: when; predictions are compared with runs that began later.
        machine: on what it was measured, or the records were read.
        prediction: what was expected, by names.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    value: Finite
    samples: int
    confidence: Confidence
    measured_at: AwareDatetime
    machine: str
    prediction: Mapping[str, Finite]


def evidence_for(advice: Advice, at: datetime) -> Evidence:
    """What is written down of an advice that is followed.

    Raises:
        ValueError: it changes nothing.
    """
    if advice.value is None or advice.confidence is None:
        msg = f"advice on {advice.setting} of step {advice.step!r} changes nothing"
        raise ValueError(msg)
    value = advice.value
    return Evidence(
        value=value.max_attempts if isinstance(value, RetryPolicy) else value,
        samples=advice.samples,
        confidence=advice.confidence,
        measured_at=at.replace(microsecond=at.microsecond // 1000 * 1000),
        machine=this_machine(),
        prediction={name: _shortened(number) for name, number in advice.prediction.items()},
    )


def read_evidence(table: Mapping[str, object], where: str) -> dict[Setting, Evidence]:
    """What a table `evidence` says of the settings beside it. What else somebody has written there is left alone.

    Args:
        table: as it was read.
        where: how an error names it.

    Raises:
        SettingError: it says something of a setting, and not as gorkflow writes it.
    """
    found: dict[Setting, Evidence] = {}
    for setting in Setting:
        if setting.value not in table:
            continue
        try:
            found[setting] = Evidence.model_validate(table[setting.value])
        except ValidationError as error:
            first = error.errors()[0]
            place = ".".join(map(str, (where, setting.value, *first["loc"])))
            message = f"{place}: {first['msg']}; tune the step again, or remove the table"
            raise SettingError(message) from error
    return found


def this_machine() -> str:
    """Such as "Linux x86_64, 2 processors, Python 3.11.4"."""
    cores = os.cpu_count() or 1
    processors = f"{cores} processor{'' if cores == 1 else 's'}"
    return f"{platform.system()} {platform.machine()}, {processors}, Python {platform.python_version()}"


def _shortened(number: float) -> float:
    """To four significant digits: more of them would say more than is known."""
    return float(f"{number:.4g}")
