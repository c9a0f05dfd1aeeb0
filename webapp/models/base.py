"""The one SQLAlchemy handle, and column types used everywhere."""

from datetime import datetime
from typing import Annotated, Any

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import BigInteger, DateTime
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import DeclarativeBase, mapped_column, registry


class Base(DeclarativeBase):
    registry = registry(type_annotation_map={datetime: DateTime(timezone=True), dict[str, Any]: JSONB, list[Any]: JSONB})


db = SQLAlchemy(model_class=Base)

BigId = Annotated[int, mapped_column(BigInteger, primary_key=True)]
