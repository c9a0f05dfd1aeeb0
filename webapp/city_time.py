"""The time zone of the offices: days begin, numbers are given and people read times in it. Everything stored is UTC."""

from zoneinfo import ZoneInfo

CITY_TIME = ZoneInfo("Asia/Shanghai")
