"""Equal records have equal digests; records that differ anywhere do not."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from press.base.digest import Shown, canonical, digest

scalars = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False), st.text(), st.binary()
)
values = st.recursive(scalars, lambda inner: st.lists(inner, max_size=3).map(tuple), max_leaves=8)


@dataclass(frozen=True)
class Leaf(Shown):
    value: object


@given(values, values)
def test_digests_tell_values_apart(first: object, second: object) -> None:
    same = repr(first) == repr(second)

    assert (canonical(first) == canonical(second)) == same
    assert (Leaf(first).digest == Leaf(second).digest) == same


@given(st.dictionaries(st.text(), st.integers()))
def test_the_order_of_a_mapping_does_not_matter(mapping: dict[str, int]) -> None:
    assert digest(mapping) == digest(dict(reversed(mapping.items())))


def test_what_has_no_digest_is_refused() -> None:
    with pytest.raises(TypeError, match="no digest"):
        digest(object())
