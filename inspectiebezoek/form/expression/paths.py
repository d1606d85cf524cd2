"""Compile location paths: known ones to list look-ups, the others step by step.

A predicate `column = value` on choice data becomes a look-up in a hash index.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeAlias, cast

from inspectiebezoek.form.definition import Definition, Kind
from inspectiebezoek.form.expression.axes import REVERSE, along, in_order, passes
from inspectiebezoek.form.expression.compiled import Compiled, as_nodes, as_string
from inspectiebezoek.form.expression.context import Context
from inspectiebezoek.form.expression.convert import Value, XNode, to_boolean
from inspectiebezoek.form.expression.scope import Located, Read, Scope, locate, step_definitions
from inspectiebezoek.form.expression.syntax import (
    Binary,
    Call,
    Chain,
    Expression,
    Literal,
    Number,
    Path,
    Step,
    walk,
)
from inspectiebezoek.form.secondary import Table

if TYPE_CHECKING:
    from inspectiebezoek.form.expression.compiler import Compiler
    from inspectiebezoek.form.nodes import Holder, Node, Repeat

Walk: TypeAlias = Callable[[Context, list[XNode]], list[XNode]]


def compile_path(compiler: Compiler, path: Path, scope: Scope) -> Compiled:
    """The closure of a location path, its reads noted."""
    located = locate(path, scope)
    if located is not None:
        return _located(compiler, located, scope)
    if path.start is not None:
        start = compiler.compile(path.start, scope)
        run = as_nodes(start)
        definitions = start.definitions
    else:
        run = _document if path.absolute else _here
        definitions = frozenset() if scope.origin is not None and path.absolute else None
    walks = [_filtering(compiler, path.filters, definitions, scope, 0)] if path.filters else []
    return _steps(compiler, run, walks, path.steps, definitions, scope, 0)


def _document(c: Context) -> list[XNode]:
    return [c.env.document]


def _here(c: Context) -> list[XNode]:
    return [c.node]


def _located(compiler: Compiler, located: Located, scope: Scope) -> Compiled:
    target = located.target
    for repeat in located.chain:
        compiler.reads[Read(repeat, min(located.shared, repeat.depth - 1), members=True)] = None
    if target.kind is Kind.REPEAT and not located.chain:
        compiler.reads[Read(target, min(located.shared, target.depth - 1), members=True)] = None
    if not located.rest:
        compiler.reads[Read(target, located.shared)] = None
    definitions = frozenset((target,))
    if not located.chain:
        single = _single(located, scope)
        if not located.rest:
            return Compiled("nodes", lambda c: [single(c)], single, definitions=definitions)
        run: Callable[[Context], list[XNode]] = lambda c: [single(c)]  # noqa: E731
    else:
        run = _several(located)
        if not located.rest:
            return Compiled("nodes", run, definitions=definitions)
    return _steps(compiler, run, [], located.rest, definitions, scope, located.shared)


def _climbing(located: Located) -> Callable[[Context], Holder]:
    climb, from_origin = located.climb, located.from_origin

    def holder(c: Context) -> Holder:
        found = cast("Node", c.origin if from_origin else c.node).scope
        for _ in range(climb):
            found = found.outer
        return found

    return holder


def _single(located: Located, scope: Scope) -> Callable[[Context], XNode]:
    """The one node that a path means: no repeat lies between what is known and its target."""
    target, climb = located.target, located.climb
    holder = _climbing(located)
    if target.kind in (Kind.ROOT, Kind.REPEAT):
        return holder
    slot = target.slot
    if climb == 0:
        if not located.from_origin:
            if target is scope.here:
                return lambda c: c.node
            return lambda c: cast("Node", c.node).scope.slots[slot]
        return lambda c: cast("Node", c.origin).scope.slots[slot]
    if climb == 1 and not located.from_origin:
        return lambda c: cast("Node", c.node).scope.outer.slots[slot]
    return lambda c: holder(c).slots[slot]


def _several(located: Located) -> Callable[[Context], list[XNode]]:
    holder = _climbing(located)
    slots = [repeat.slot for repeat in located.chain]
    target = located.target
    own = target.kind is Kind.REPEAT
    whole = bool(located.rest)

    def run(c: Context) -> list[XNode]:
        holders: list[Holder] = [holder(c)]
        for slot in slots:
            holders = [row for one in holders for row in cast("Repeat", one.slots[slot]).members]
        c.env.spend(len(holders))
        found = holders if own else [one.slots[target.slot] for one in holders]
        # Irrelevant nodes are not counted or summed, as in every mobile client.
        return cast("list[XNode]", [node for node in found if whole or node.relevant])

    return run


def _steps(
    compiler: Compiler,
    run: Callable[[Context], list[XNode]],
    walks: list[Walk],
    steps: tuple[Step, ...],
    definitions: frozenset[Definition] | None,
    scope: Scope,
    shared: int,
) -> Compiled:
    at_document = definitions is not None and not definitions
    for step in steps:
        if at_document and compiler.everything:
            top = frozenset(found for found in compiler.everything if found.parent is None)
            inside = compiler.everything if "descendant" in step.axis else top
            reached = (
                inside
                if step.test[-1] in "*)"
                else step_definitions(inside, Step("self", step.test), compiler.everything)
            )
            at_document = False
        else:
            reached = step_definitions(definitions, step, compiler.everything)
        walks.append(_step(compiler, step, reached, scope, shared))
        definitions = reached
    for definition in definitions or ():
        compiler.reads[Read(definition, min(shared, definition.depth))] = None
        for repeat in definition.repeats[shared:]:
            compiler.reads[Read(repeat, min(shared, repeat.depth - 1), members=True)] = None

    def walked(c: Context) -> Value:
        nodes = run(c)
        for walk_on in walks:
            nodes = walk_on(c, nodes)
        return nodes

    return Compiled("nodes", walked, definitions=definitions)


def _step(
    compiler: Compiler,
    step: Step,
    definitions: frozenset[Definition] | None,
    scope: Scope,
    shared: int,
) -> Walk:
    axis = step.axis
    keep = _filtering(compiler, step.predicates, definitions, scope, shared)
    named = axis == "child" and step.test[-1] not in "*)"
    indexed = _index(compiler, step, scope) if named and definitions is None else None

    def candidates(c: Context, node: XNode) -> list[XNode]:
        if named:
            if indexed is not None and isinstance(node, Table):
                column, value = indexed
                return list(node.lookup(step.test, column, value(c)))
            return list(node.named(step.test))
        return [found for found in along(axis, node) if passes(found, step)]

    def walk_on(c: Context, nodes: list[XNode]) -> list[XNode]:
        found: list[XNode] = []
        for node in nodes:
            near = candidates(c, node)
            c.env.spend(len(near) + 1)
            found.extend(keep(c, near) if step.predicates else near)
        if len(nodes) > 1 and axis not in ("child", "attribute", "self"):
            return in_order(found)
        return found[::-1] if axis in REVERSE else found

    return walk_on


def _filtering(
    compiler: Compiler,
    predicates: tuple[Expression, ...],
    definitions: frozenset[Definition] | None,
    scope: Scope,
    shared: int,
) -> Walk:
    here = next(iter(definitions)) if definitions is not None and len(definitions) == 1 else None
    inner = scope.inside(here, shared)
    tests = [_predicate(compiler.compile(predicate, inner)) for predicate in predicates]

    def keep(c: Context, nodes: list[XNode]) -> list[XNode]:
        for test in tests:
            size = len(nodes)
            nodes = [
                node
                for position, node in enumerate(nodes, 1)
                if test(Context(c.env, node, c.origin, position, size))
            ]
        return nodes

    return keep


def _predicate(compiled: Compiled) -> Callable[[Context], bool]:
    run = compiled.run
    if compiled.gives == "number":
        return lambda c: run(c) == c.position
    if compiled.gives in ("boolean", "nodes", "string"):
        return lambda c: to_boolean(run(c))

    def either(c: Context) -> bool:
        value = run(c)
        if isinstance(value, float) and not isinstance(value, bool):
            return value == c.position
        return to_boolean(value)

    return either


def _index(
    compiler: Compiler, step: Step, scope: Scope
) -> tuple[str, Callable[[Context], str]] | None:
    """The column and value of a `column = value` that the first predicate surely asks for."""
    if not step.predicates or any(
        isinstance(part, Call) and part.name in ("position", "last")
        for predicate in step.predicates
        for part in walk(predicate)
    ):
        return None
    first = step.predicates[0]
    parts = first.operands if isinstance(first, Chain) and "and" in first.operators else (first,)
    for part in parts:
        if not isinstance(part, Binary) or part.operator != "=":
            continue
        for column, value in ((part.left, part.right), (part.right, part.left)):
            if _is_column(column) and _independent(value):
                compiled = compiler.compile(value, scope)
                if compiled.single is not None or compiled.gives == "string":
                    assert isinstance(column, Path)
                    return column.steps[-1].test, as_string(compiled)
    return None


def _is_column(expression: Expression) -> bool:
    if not isinstance(expression, Path) or expression.absolute or expression.start is not None:
        return False
    steps = [step for step in expression.steps if step != Step("self", "node()")]
    return len(steps) == 1 and steps[0].plain


def _independent(expression: Expression) -> bool:
    """Whether it means the same for every node that a predicate looks at."""
    match expression:
        case Literal() | Number():
            return True
        case Path(absolute, _, start):
            return absolute or (isinstance(start, Call) and start.name in ("current", "instance"))
        case Call(_, arguments):
            return all(_independent(argument) for argument in arguments)
    return False
