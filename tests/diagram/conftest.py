"""The drawings' pure modules in the browser that runs them."""

import base64
from collections.abc import Callable
from typing import Any

import pytest

from lstmviz.diagram.code import BROWSER

# Typed arrays become lists, however deep they lie.
CALL = """async ([code, calls]) => {
  const module = await import("data:text/javascript;base64," + code);
  const plain = (v) => ArrayBuffer.isView(v) || Array.isArray(v) ? Array.from(v, plain)
    : v && typeof v === "object"
      ? Object.fromEntries(Object.entries(v).map(([k, w]) => [k, plain(w)])) : v;
  return calls.map(([body, given]) => {
    const called = new Function("m", "given", "return " + body);
    return plain(called(module, given));
  });
}"""

JavaScript = Callable[..., Any]


@pytest.fixture(scope="session")
def javascript(browser) -> JavaScript:
    """Call a module's functions: `javascript("arithmetic", "m.half(given)", 15360)`."""
    page = browser.new_page()

    def call(module: str, body: str, *given: Any) -> Any:
        code = base64.b64encode((BROWSER / f"{module}.js").read_bytes()).decode()
        found = page.evaluate(CALL, [code, [[body, each] for each in given]])
        return found[0] if len(given) == 1 else found

    yield call
    page.close()
