"""Formulas over known numbers: `[volume.tickets] * [volume.escalation_share] / 100`."""

from __future__ import annotations

import ast
import math
import re
from collections.abc import Callable, Mapping

from schemas.errors import InputError

REFERENCE = re.compile(r"\[([^\[\]]+)\]")
FUNCTIONS: Mapping[str, Callable[..., float]] = {
    "min": min,
    "max": max,
    "floor": math.floor,
    "ceil": math.ceil,
    "round": round,
    "abs": abs,
}
OPERATORS: Mapping[type[ast.operator], Callable[[float, float], float]] = {
    ast.Add: lambda a, b: a + b,
    ast.Sub: lambda a, b: a - b,
    ast.Mult: lambda a, b: a * b,
    ast.Div: lambda a, b: a / b,
}
LONGEST = 500


def evaluate(expression: str, numbers: Mapping[str, float]) -> float:
    """The formula's value over `numbers` (durations in minutes). Only + - * /, min, max, floor, ceil, round, abs.

    Raises InputError naming an unknown id, a division by zero, or what cannot be read.
    """
    if len(expression) > LONGEST:
        raise InputError(f"A formula has {len(expression)} characters.", do=f"Write it in at most {LONGEST}.")
    names: dict[str, float] = {}

    def named(match: re.Match[str]) -> str:
        key = match.group(1).strip()
        if key not in numbers:
            raise InputError(f"The formula reads [{key}], which is not a known number.", do="Use a listed id.")
        name = f"n{len(names)}"
        names[name] = numbers[key]
        return name

    source = REFERENCE.sub(named, expression)
    try:
        return float(_value(ast.parse(source.replace("\n", " "), mode="eval").body, names))
    except ZeroDivisionError as error:
        raise InputError(f"The formula {expression!r} divides by zero.", do="Check the numbers it reads.") from error
    except (SyntaxError, ValueError, OverflowError, TypeError, RecursionError, MemoryError) as error:
        raise InputError(
            f"The formula {expression!r} cannot be read.", do="Use + - * /, min, max, floor, ceil, round and [ids]."
        ) from error


def _value(node: ast.expr, names: Mapping[str, float]) -> float:
    match node:
        case ast.Constant(value=int() | float() as number) if not isinstance(number, bool):
            return number
        case ast.Name(id=name) if name in names:
            return names[name]
        case ast.BinOp(left=left, op=op, right=right) if type(op) in OPERATORS:
            return OPERATORS[type(op)](_value(left, names), _value(right, names))
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return -_value(operand, names)
        case ast.Call(func=ast.Name(id=name), args=args, keywords=[]) if name in FUNCTIONS and args:
            return FUNCTIONS[name](*(_value(argument, names) for argument in args))
    raise ValueError(ast.dump(node))
