"""What route handlers are given, under short names."""

from typing import Any, TypeAlias

from litestar import Request
from litestar.di import NamedDependency

from tmp_portal.accounts.oidc import SignIns
from tmp_portal.accounts.passwords import PasswordPool
from tmp_portal.accounts.tokens import Caller
from tmp_portal.db.engine import Database
from tmp_portal.settings import Settings

Asked: TypeAlias = Request[Any, Any, Any]
TheDatabase: TypeAlias = NamedDependency[Database]
ThePool: TypeAlias = NamedDependency[PasswordPool]
TheSignIns: TypeAlias = NamedDependency[SignIns]
TheSettings: TypeAlias = NamedDependency[Settings]
TheCaller: TypeAlias = NamedDependency[Caller]


def host_of(request: Asked) -> str:
    """The address that a request came from."""
    return request.client.host if request.client else ""
