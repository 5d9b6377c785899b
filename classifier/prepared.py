"""预备：工作进程派生之前，装好它们都要用的东西，只装一次。只有派生它们的进程装入本模块。

What is loaded here every worker has without loading it again. The name tagger is not: its library is native code, and waits
for the sandbox.
"""

import gc
from contextlib import suppress

_SELDOM = 50_000
"""New objects between two rounds of the collector: a large table makes a million that stay, and none in circles."""


def _prepare() -> None:
    from classifier.examine import prepare  # noqa: PLC0415 not before the collector rests

    prepare()


gc.disable()  # all of this stays: the collector would walk a growing heap again and again, and find nothing
with suppress(Exception):  # what cannot be loaded here is told by the worker that needs it
    _prepare()
gc.freeze()
gc.set_threshold(_SELDOM)
gc.enable()
