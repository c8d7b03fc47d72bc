"""One module per screen."""

from django.urls import register_converter
from django.urls.converters import StringConverter


class MonthConverter(StringConverter):
    """A reporting month in an address: `2024-11`."""

    regex = "[12][0-9]{3}-[01][0-9]"


register_converter(MonthConverter, "month")
