"""Functions that need more than values: the syntax of their arguments, the place, the form."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, cast

from inspectiebezoek.form.definition import Definition, Kind
from inspectiebezoek.form.expression.compiled import Compiled, as_nodes, as_stored, as_string
from inspectiebezoek.form.expression.compiler import Compiler, Special
from inspectiebezoek.form.expression.context import Context
from inspectiebezoek.form.expression.convert import Value, XNode
from inspectiebezoek.form.expression.scope import Read, Scope, locate
from inspectiebezoek.form.expression.syntax import (
    Binary,
    Call,
    Chain,
    Expression,
    ExpressionError,
    Literal,
    Negate,
    Path,
    Step,
)
from inspectiebezoek.form.functions.patterns import PatternError, pattern
from inspectiebezoek.form.functions.strings import regex as found

if TYPE_CHECKING:
    from inspectiebezoek.form.nodes import Holder, Node, Repeat


def _arity(call: Call, least: int, most: int | None = None) -> None:
    count = len(call.arguments)
    if count < least or (most is not None and count > most):
        raise ExpressionError("wrong_arguments", name=call.name, count=count)


def choose(compiler: Compiler, call: Call, scope: Scope) -> Compiled:
    """`if(condition, then, else)`: only the chosen branch is evaluated."""
    _arity(call, 3, 3)
    condition = compiler.boolean(call.arguments[0], scope)
    then = compiler.compile(call.arguments[1], scope)
    other = compiler.compile(call.arguments[2], scope)
    yes, no = then.run, other.run
    gives = then.gives if then.gives == other.gives else "any"
    return Compiled(gives, lambda c: yes(c) if condition(c) else no(c))


def position(compiler: Compiler, call: Call, scope: Scope) -> Compiled:
    """`position()` in a predicate, or the place of a node among its namesakes."""
    _arity(call, 0, 1)
    if not call.arguments:
        origin = scope.origin
        if origin is not None and scope.here is origin and origin.kind is Kind.REPEAT:
            _reads_own_rows(compiler, origin)
        return Compiled("number", lambda c: float(c.position))
    before = dict(compiler.reads)
    nodes = compiler.nodes(call.arguments[0], scope)
    # A position does not look at values, so the node may ask for its own.
    compiler.reads = before | {
        read: None for read in compiler.reads if read.members or not read.target.leaf
    }

    def place(c: Context) -> float:
        found = nodes(c)
        if not found:
            return float("nan")
        node = found[0]
        row = getattr(node, "position", None)
        if isinstance(row, int):
            return float(row)
        above = node.above
        family = above.named(node.name) if above is not None else [node]
        return float(1 + next(n for n, member in enumerate(family) if member is node))

    return Compiled("number", place)


def _reads_own_rows(compiler: Compiler, repeat: Definition) -> None:
    compiler.reads[Read(repeat, repeat.depth)] = None
    compiler.reads[Read(repeat, repeat.depth - 1, members=True)] = None


def last(compiler: Compiler, call: Call, scope: Scope) -> Compiled:  # noqa: ARG001
    """`last()`: the size of the node-set in a predicate."""
    _arity(call, 0, 0)
    return Compiled("number", lambda c: float(c.size))


def current(compiler: Compiler, call: Call, scope: Scope) -> Compiled:
    """`current()`: the node that the expression is bound to."""
    _arity(call, 0, 0)
    definitions = None
    if scope.origin is not None:
        definitions = frozenset((scope.origin,))
        compiler.reads[Read(scope.origin, scope.origin_depth)] = None
        if scope.origin.kind is Kind.REPEAT:
            _reads_own_rows(compiler, scope.origin)
    return Compiled("nodes", lambda c: [c.origin], lambda c: c.origin, definitions=definitions)


def instance(compiler: Compiler, call: Call, scope: Scope) -> Compiled:
    """`instance(id)`: the choice data of that name."""
    _arity(call, 1, 1)
    name = compiler.string(call.arguments[0], scope)

    def found(c: Context) -> Value:
        data = c.env.instances.get(name(c))
        return [data] if data is not None else []

    return Compiled("nodes", found)


def once(compiler: Compiler, call: Call, scope: Scope) -> Compiled:
    """`once(value)`: the value of the node when it has one, else the calculated one."""
    _arity(call, 1, 1)
    value = as_stored(compiler.compile(call.arguments[0], scope))

    def kept(c: Context) -> str:
        stored = getattr(c.origin, "value", None)
        have = stored if isinstance(stored, str) else c.node.text
        return have or value(c)

    return Compiled("string", kept)


def pulldata(compiler: Compiler, call: Call, scope: Scope) -> Compiled:
    """`pulldata(id, column, key column, key)`: short for a look-up in choice data."""
    _arity(call, 4, 4)
    name, column, key, value = call.arguments
    if not (isinstance(name, Literal) and isinstance(column, Literal) and isinstance(key, Literal)):
        raise ExpressionError("wrong_arguments", name=call.name, count=4)
    from inspectiebezoek.form.expression.parser import parse

    wanted = parse(column.value)
    if not isinstance(wanted, Path):
        raise ExpressionError("wrong_arguments", name=call.name, count=4)
    predicate = Binary("=", parse(key.value), anchored(value))
    steps = (Step("child", "root"), Step("child", "item", None, (predicate,)), *wanted.steps)
    path = Path(False, steps, Call("instance", (Literal(name.value),)))
    return Compiled("string", as_string(compiler.compile(path, scope)))


def anchored(expression: Expression) -> Expression:
    """An expression that means the same inside a predicate: its relative paths start outside."""
    match expression:
        case Path(False, steps, None):
            return Path(False, steps, Call("current", ()))
        case Call(name, arguments):
            return Call(name, tuple(anchored(argument) for argument in arguments))
        case Negate(operand):
            return Negate(anchored(operand))
        case Binary(operator, left, right):
            return Binary(operator, anchored(left), anchored(right))
        case Chain(operators, operands):
            return Chain(operators, tuple(anchored(operand) for operand in operands))
    return expression


def regex(compiler: Compiler, call: Call, scope: Scope) -> Compiled:
    """`regex(text, pattern)`: a pattern in the form is judged when the form is loaded."""
    _arity(call, 2, 2)
    text = compiler.string(call.arguments[0], scope)
    wanted = call.arguments[1]
    if isinstance(wanted, Literal):
        try:
            known = pattern(wanted.value)
        except PatternError as error:
            raise ExpressionError("bad_regex", name=wanted.value, reason=str(error)) from error
        return Compiled("boolean", lambda c: known.found(text(c)))
    chosen = compiler.string(wanted, scope)
    return Compiled("boolean", lambda c: found(text(c), chosen(c)))


def itext(compiler: Compiler, call: Call, scope: Scope) -> Compiled:
    """`jr:itext(id)`: a translated text of the form."""
    _arity(call, 1, 1)
    text_id = compiler.string(call.arguments[0], scope)
    return Compiled("string", lambda c: c.env.itext(c.origin, text_id(c)))


def choice_name(compiler: Compiler, call: Call, scope: Scope) -> Compiled:
    """`jr:choice-name(value, 'path')`: the label of a choice of the question at that path."""
    _arity(call, 2, 2)
    value = compiler.string(call.arguments[0], scope)
    where = call.arguments[1]
    if isinstance(where, Literal):
        from inspectiebezoek.form.expression.parser import parse

        where = parse(where.value)
    if not isinstance(where, Path):
        raise ExpressionError("wrong_arguments", name=call.name, count=2)
    question = compiler.compile(where, scope)
    for definition in question.definitions or ():
        shown = definition.presented
        if shown is None or shown.tag not in ("select", "select1", "rank"):
            raise ExpressionError("no_choices", name=definition.ref)
    nodes = as_nodes(question)

    def label(c: Context) -> str:
        found = nodes(c)
        wanted = value(c)
        return c.env.choice_label(found[0], wanted) if found and wanted else ""

    return Compiled("string", label)


def indexed_repeat(compiler: Compiler, call: Call, scope: Scope) -> Compiled:
    """`indexed-repeat(node, repeat, index, …)`: a node in chosen rows of its repeats."""
    count = len(call.arguments)
    if count < 3 or count % 2 == 0:
        raise ExpressionError("wrong_arguments", name=call.name, count=count)
    target = call.arguments[0]
    indexes = [compiler.number(argument, scope) for argument in call.arguments[2::2]]
    located = locate(target, scope) if isinstance(target, Path) else None
    if located is None or located.rest:
        return _indexed_anywhere(compiler, call, scope, indexes)
    named: dict[Definition, Callable[[Context], float]] = {}
    for argument, index in zip(call.arguments[1::2], indexes, strict=True):
        place = locate(argument, scope) if isinstance(argument, Path) else None
        if place is None or place.target.kind is not Kind.REPEAT:
            return _indexed_anywhere(compiler, call, scope, indexes)
        named[place.target] = index
    return _indexed(compiler, located.target, named, scope)


def _indexed(
    compiler: Compiler,
    target: Definition,
    named: Mapping[Definition, Callable[[Context], float]],
    scope: Scope,
) -> Compiled:
    known = scope.origin.repeats[: scope.origin_depth] if scope.origin else ()
    shared = 0
    while (
        shared < min(len(known), target.depth)
        and known[shared] is target.repeats[shared]
        and target.repeats[shared] not in named
    ):
        shared += 1
    climb = scope.origin_depth - shared
    plan = [(repeat.slot, named.get(repeat)) for repeat in target.repeats[shared:]]
    compiler.reads[Read(target, shared)] = None
    for repeat in target.repeats[shared:]:
        compiler.reads[Read(repeat, min(shared, repeat.depth - 1), members=True)] = None

    def found(c: Context) -> list[XNode]:
        holder: Holder = cast("Node", c.origin).scope
        for _ in range(climb):
            holder = holder.outer
        holders = [holder]
        for slot, index in plan:
            rows = [row for one in holders for row in cast("Repeat", one.slots[slot]).members]
            holders = [*rows]
            if index is not None:
                wanted = index(c)
                # An index out of range, NaN or below 1 means no row, hence an empty answer.
                holders = [rows[int(wanted) - 1]] if 1 <= wanted <= len(rows) else []
        own = target.kind is Kind.REPEAT
        return [one if own else one.slots[target.slot] for one in holders]

    return Compiled("nodes", found, definitions=frozenset((target,)))


def _indexed_anywhere(
    compiler: Compiler, call: Call, scope: Scope, indexes: list[Callable[[Context], float]]
) -> Compiled:
    targets = compiler.nodes(call.arguments[0], scope)
    repeats = [compiler.nodes(argument, scope) for argument in call.arguments[1::2]]

    def found(c: Context) -> list[XNode]:
        inside: XNode | None = None
        for rows, index in zip(repeats, indexes, strict=True):
            near = [row for row in rows(c) if inside is None or _below(row, inside)]
            wanted = index(c)
            if not 1 <= wanted <= len(near):
                return []
            inside = near[int(wanted) - 1]
        return [node for node in targets(c) if inside is not None and _below(node, inside)]

    return Compiled("nodes", found)


def _below(node: XNode, ancestor: XNode) -> bool:
    above: XNode | None = node
    while above is not None:
        if above is ancestor:
            return True
        above = above.above
    return False


def identified(compiler: Compiler, call: Call, scope: Scope) -> Compiled:
    """`id(…)`: the elements whose `id` attribute is one of the words (XPath 1.0 § 4.1)."""
    _arity(call, 1, 1)
    words = compiler.compile(call.arguments[0], scope).run
    from inspectiebezoek.form.expression.axes import along
    from inspectiebezoek.form.functions.strings import texts

    def found(c: Context) -> list[XNode]:
        wanted = {word for text in texts(words(c)) for word in text.split()}
        return [
            node
            for node in along("descendant", c.env.document)
            if any(one.name == "id" and one.text in wanted for one in node.attributes)
        ]

    return Compiled("nodes", found)


SPECIALS: Mapping[str, Special] = {
    "if": choose,
    "position": position,
    "last": last,
    "current": current,
    "instance": instance,
    "once": once,
    "pulldata": pulldata,
    "regex": regex,
    "jr:itext": itext,
    "itext": itext,
    "jr:choice-name": choice_name,
    "indexed-repeat": indexed_repeat,
    "id": identified,
}
