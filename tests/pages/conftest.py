"""No worker for any page here, and errors in full."""

from concurrent.futures import Executor, Future
from types import SimpleNamespace

import pytest
from streamlit import config
from streamlit.components.v2.component_manager import BidiComponentManager
from streamlit.runtime.scriptrunner import script_runner

from lstmviz.training.engine import Engine
from lstmviz.ui import server


class NeverReady(Executor):
    """A worker that warms up for ever: these pages train nothing, and their tests need its core."""

    def submit(self, *_):
        return Future()

    def shutdown(self, **_):
        pass


@pytest.fixture(autouse=True, scope="session")
def _no_search():
    """Streamlit's test runner looks through all installed packages whenever a page is opened.

    It looks for components that come in packages; the app's own come with its code. And after each
    run it looks for garbage, through all that the tests beside these have made: a tenth of a run.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            BidiComponentManager, "discover_and_register_components", lambda self, **_: None
        )
        patch.setattr(script_runner, "gc", SimpleNamespace(collect=lambda generation: 0))
        yield


@pytest.fixture(autouse=True, scope="module")
def _no_worker():
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(server, "Engine", lambda: Engine(NeverReady))
        server.engine.clear()
        yield
        server.engine().close()
        server.engine.clear()


@pytest.fixture(autouse=True)
def _errors_in_full():
    """A visitor gets a sentence; whoever reads a failed test needs the error."""
    config.get_options_for_section("client")  # reads config.toml, which would overrule
    before = config.get_option("client.showErrorDetails")
    config.set_option("client.showErrorDetails", "full")
    yield
    config.set_option("client.showErrorDetails", before)
