"""The OpenAPI says what is so: schemathesis tries it against the service, with its examples and with odd input."""

from __future__ import annotations

from typing import Any

import pytest

pytest.importorskip("fastapi", reason="extra server")
pytest.importorskip("schemathesis", reason="extra dev")
import schemathesis
from hypothesis import HealthCheck, settings
from quellenlage.server import create_app

schema = schemathesis.openapi.from_dict(create_app().openapi())


@schema.parametrize()
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
def test_the_service_does_what_its_openapi_says(case: Any, service: str) -> None:
    case.call_and_validate(base_url=service)
