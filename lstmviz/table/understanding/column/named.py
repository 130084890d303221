"""What the names of columns say: parameters, values, units, owners, persons, times."""

import re

PARAMETERS = re.compile(
    r"(param(eter)?|variable|metric|indicator|analyte|pollutant|element|field|characteristic|topic"
    r"|tag|quantity|datatype|measure(ment)?|test|vital|signal|property|attribute|item|observation"
    r"|concept|entity|itemid|tagname|substance|species|merkmal|messgr(ö|oe)(ß|ss)e)s?"
)
"""Words in the name of a column that says what was measured."""
KINDS = re.compile(r"(type|kind|series|channel|sensor|name|code|key|label|category|component)s?")
"""Words that may stand there too, and as well in a column that tells stations apart."""
SIGNALS = re.compile(r"(channel|lead|electrode|axis|band|signal)s?")
"""Words in the name of a column that tells apart what one device records at once."""
VALUES = re.compile(
    r"(value|val|result|reading|state|payload|concentration|amount|message|wert|messwert|valeur"
    r"|valor|measure(ment)?|valuenum)s?"
)
"""Words in the name of a column that holds what was measured."""
MEANS = re.compile(r"number|mean|avg|average")
"""Words that alone are such a name: “mean”, but not “avg temp”, which says of what."""
UNITS = re.compile(r"units?|uom|valueuom|einheit|unit[éà]|unidad")
OWNERS = re.compile(
    r"(patient|subject|person|user|participant|respondent|station|site|location|device|node|host"
    r"|room|household|customer|store|country|area|region|city|county|state|stay|hadm|encounter"
    r"|admission|machine|plant|gateway|meter|engine|geo|id)s?"
)
"""Words in the name of a column that says whose measurement it is."""
PERSONS = re.compile(
    r"(person|patient|subject|passenger|customer|client|student|pupil|employee|respondent|participant"
    r"|applicant|borrower|player|user|name|surname|email|house|car|product|country)s?"
)
"""Words in the name of a column that names somebody, or something, anew in each row."""
AMOUNTS = re.compile(
    r"(total|sum|count|counts|num|new|active|mean|avg|average|rate|price|prices|sales|index|cost"
    r"|demand|consumption|value|amount|traffic|load)"
)
"""Words that say that a number is an amount, whomever it is of: “house price”."""
CODES = re.compile(
    r"(u?u?id|id(no|nr)?|code|zip(code)?|postal|postcode|plz|phone|tel|fips|geoid|sku|ean|upc|isbn"
    r"|asin|ptid|imei|mmsi|imo|icao(24)?|iban|account|invoice(no)?|serial|key|ssn|cas|gtin|barcode|licen[cs]e|userid"
    r"|customerid|sessionid|orderid|productid|itemid|stationid|deviceid|sensorid|machineid)s?"
)
"""Words in the name of whole numbers that name something, and are no amounts."""
STATES = re.compile(
    r"(status|state|mode|type|kind|class|label|event|phase|flag|category|weather)s?"
)
"""Words that say that a column tells a state or a kind, not whose measurement a row is."""
MARKS = re.compile(r"(flag|quality|status|qc|qa|warning|error|code|id|no|nr|table|row|index)s?")
"""Words in the names of numbers that are no measurement."""
QUANTITIES = re.compile(
    r"temp|tmax|tmin|tavg|prcp|rain|snow|wind|humid|press|^hr$|heart|pulse|resp|spo2|o2.?sat|^o[23]$|^co2?$"
    r"|no[2x]|so2|pm_?\d|volt|current|power|energy|glucose|weight|height|flow|level|speed|gdp"
    r"|population|battery|lux|steps?|calor|^ph$|abp|bp$|sodium|potassium|lactate|creatinine"
)
"""What the names of parameters hold."""
CLOCKS = re.compile(
    r"(time(stamp)?|hour|minute|second|day|week|month|quarter|year|offset|elapsed|t|visit|step|cycle"
    r"|jahr|monat|tag|fecha|date|datum|année|año|ms|period)s?"
)
"""Words in the name of a column of numbers that tells the time, where no dates do."""


def says(words: re.Pattern[str], name: str) -> bool:
    """Tell whether a name has one of some words in it: “Parameter Name”, “itemId”, “_field”."""
    return any(map(words.fullmatch, re.split(r"[\W_]+", parted(name).lower())))


def says_value(name: str) -> bool:
    """Tell whether a column is named as one of values that may be of anything."""
    return says(VALUES, name) or bool(MEANS.fullmatch(name.strip().lower()))


def parted(name: str) -> str:
    """Part the words of a name, as in SepsisLabel.

    >>> parted("SepsisLabel")
    'Sepsis Label'
    """
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name)
