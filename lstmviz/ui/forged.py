"""Requests that no browser makes of this page: they were written by hand, and are not believed.

Source: Streamlit 1.67: `SessionState.set_widgets_from_proto` and `._new_widget_state`,
`unpack_widget_state_value`, `GENERATED_ELEMENT_ID_PREFIX`, `_make_trigger_id`, and
`SelectboxSerde`, `RadioSerde`, `MultiSelectSerde` and those of `button_group`.
"""

import math
from functools import wraps

from streamlit.errors import StreamlitAPIException
from streamlit.proto.WidgetStates_pb2 import WidgetState, WidgetStates
from streamlit.runtime.state import SessionState
from streamlit.runtime.state.common import WidgetMetadata, unpack_widget_state_value

# How each name begins that Streamlit gives, to a widget or to what a drawing reports.
NAMED = "$$"
# What widgets show that a person chooses with.
NUMBERS = ("int_value", "double_value")
VALUES = (
    *NUMBERS,
    "bool_value",
    "string_value",
    "string_array_value",
    "double_array_value",
)


def hear_only_what_widgets_say() -> None:
    """Leave out of a request what no widget has for a name, and what its widget cannot say.

    Streamlit believes it, and whoever wrote it would see nothing but errors from then on.
    """
    take = SessionState.set_widgets_from_proto
    take = getattr(take, "__wrapped__", take)

    @wraps(take)
    def believed(self: SessionState, widget_states: WidgetStates) -> None:
        known = self._new_widget_state.widget_metadata
        for each in [*widget_states.widgets]:
            if not each.id.startswith(NAMED) or (
                each.id in known and not _can_say(known[each.id], each)
            ):
                widget_states.widgets.remove(each)
        take(self, widget_states)

    SessionState.set_widgets_from_proto = believed


def _can_say(widget: WidgetMetadata, state: WidgetState) -> bool:
    """Whether a widget that shows a value may show what a request says."""
    kind = state.WhichOneof("value")
    if kind is None or widget.value_type not in VALUES:
        return True
    if widget.value_type in NUMBERS:
        # A widget of whole numbers says that it has others until a browser has said whole ones.
        return kind in NUMBERS and math.isfinite(getattr(state, kind))
    try:
        if kind == widget.value_type:
            widget.deserializer(unpack_widget_state_value(state))
    except (
        TypeError,
        ValueError,
        LookupError,
        OverflowError,
        AttributeError,
        StreamlitAPIException,
    ):
        return False
    return kind == widget.value_type and _is_offered(widget, state)


def _is_offered(widget: WidgetMetadata, state: WidgetState) -> bool:
    """Whether what is chosen stands among the options, where a widget has any."""
    offers = getattr(widget.deserializer, "__self__", None)
    options = getattr(offers, "formatted_option_to_option_index", None)
    options = getattr(offers, "formatted_options", None) if options is None else options
    many = state.WhichOneof("value") == "string_array_value"
    said = state.string_array_value.data if many else [state.string_value]
    return options is None or all(each in options for each in said)
