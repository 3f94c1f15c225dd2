"""The service: ``quellenlage serve``. Articles in by HTTP, reports out; a LanguageTool endpoint (extra: server).

The flow: `frame` (id, time limit, log) → routes → `articles` (body to Article) → `turns` (bounded queue, threads) →
Scorer → report. `create_app` puts it together; `run` serves it.
"""

from .app import create_app
from .settings import Settings

__all__ = ["Settings", "create_app"]
