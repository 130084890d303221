"""What the names of columns say of whether people predict them.

Words stand by language: English, German, Spanish, Portuguese, Italian, French, Dutch, Polish,
Turkish, Russian, Chinese and Japanese.
"""

import re
from collections.abc import Collection

from lstmviz.table.understanding.column.named import parted, says

LABELS = re.compile(r"(.*[\W_])?(target|label)|rul|remaining.useful.life|ttf|time.to.failure")
"""Names by which a file itself says what is to be predicted, be it a flag."""
CLOSING = re.compile(
    r"close|settle|schluss(kurs)?|cierre|fechamento|chiusura|cl[oô]ture|slotkoers|zamkni[eę]cie"
    r"|kapan[ıi][sş]|закрытие|.*(收盘|終値).*"
)
"""Words for the price at the end of a day."""
SOLD = re.compile(
    r"sales|sold|revenue|turnover|rides|ridership|.*passengers|cnt|.*(umsatz|absatz)|ventas|vendas"
    r"|vendite|ventes|chiffre|omzet|sprzeda[zż]|sat[ıi][sş]|продажи|.*(销量|销售|売上|販売).*"
)
"""Words for how much is sold, whatever its price."""
ASKED = re.compile(
    r"latest|prices?|.*demand|load|.*consumption|usage|counts?|traffic|quantity|qty|value|appliances"
    r"|ot|so[ch]|pm25?|cases|deaths|rented|pollution|aqi"
    r"|kurs|(.*[^y])?preise?|(netz|residual|grund)last|.*(verbrauch|bedarf)|menge|anzahl"
    r"|precios?|consumo|demanda|cantidad|conteo|[uú]ltimo"
    r"|preços?|quantidade|prezz[oi]|consumi|domanda|fabbisogno"
    r"|prix|cours|consommation|demande|d[eé]penses?|quantit[eé]"
    r"|prijs|.*verbruik|vraag|aantal|belasting"
    r"|cena|zu[zż]ycie|zapotrzebowanie|obci[aą][zż]enie|fiyat[ıi]?|t[uü]ketimi?|talep|y[uü]k"
    r"|цена|потребление|спрос|нагрузка|.*(价格|负荷|用电|需求|価格|需要).*"
)
"""Words for prices, and for how much is asked for or used."""
MEASURED = re.compile(
    r"(stream)?flow|discharge|level|power|energy|production|output|generation|yield"
    r"|magnitude|mag|births|visitors|customers|orders|units"
    r"|.*(leistung|erzeugung|einspeisung|abfluss|pegel|wasserstand)"
    r"|potencia|energ[ií]a|producci[oó]n|caudal(es)?|nivel(es)?|pot[eê]ncia|produção|geração"
    r"|vaz(ão|ao|ões|oes)|níve(l|is)|potenza|produzione|portata|livello|puissance|d[eé]bit|niveau"
    r"|vermogen|opwek(king)?|afvoer|waterstand|peil|moc|produkcja|przep[lł]yw|poziom"
    r"|g[uü][cç]|[uü]retimi?|debi|seviyesi?|мощность|выработка|расход|уровень"
    r"|.*(功率|发电|流量|水位|発電|電力).*"
)
"""Words for what is measured, and predicted where nothing is asked for."""
STATE = re.compile(
    r"capacity|t|t(emp(eratures?)?|mean|avg|max)s?|temp(?!o$)\w*|volt(age|s)?|.*temperatur|temperaturas?|temp[eé]rature"
    r"|temperatuur|s[ıi]cakl[ıi]k|температура|spannung|tensi[oó]n|tensão|tensione|tension|spanning"
    r"|napi[eę]cie|gerilim|напряжение|.*(气温|温度|気温|電圧|电压).*"
)
"""Words for the state of something, which is predicted where nothing else is named."""
PRESSURE = re.compile(r"pressure|.*druck|press[aã]o|presi[oó]n|pression|pressione")
"""Words for what is measured at a level, and is none."""
VOLUME = re.compile(r"vol(ume)?s?|volumen|interest")
"""Words that say how much was traded, which is predicted less often than its price."""
WISHES = {6: CLOSING, 5: SOLD, 4: ASKED, 3: MEASURED, 2: STATE, 1: VOLUME}
"""How much a column is wanted, by the words in its name."""
ASKED_FOR = 4
"""From what on that says it by itself."""
ALONE = re.compile(r"last|ltp|class|y")
"""Names that say it where they are the whole of a column's name."""
TOTAL = re.compile(
    r"total|all|sum|overall|gesamt|insgesamt|summe|suma|soma|somme|totale?|totaal|toplam"
    r"|итого|всего|.*(合计|合計|总).*"
)
"""Words for all of something."""
FORECAST = re.compile(
    r"forecast|predict|fcst|prognos|vorhersage|tahmin|pr[eé]vision|previs[aãi]o|预测|予測"
    r"|(^|[\W_])(planned|scheduled|plan|pred)([\W_]|$)|day.?ahead(?!.*pri[cs])"
)
"""Words in the names of columns that somebody else predicted."""
BESIDE = re.compile(
    r"lat|latitude|lon|lng|long|longitude|altitude|battery|batt|vbat+|volts|rssi|snr|lqi|signal|confidence"
    r"|quality|accuracy|precision|uptime|errors?|uncertainty|std|stdev|sd|stderr|variance|change|chg|pct"
    r"|percent|diff|lag\d*|rolling|ma|mean_?of|code|id|flag|status|type|mode|category|port|version|week|random"
    r"|noise|skewness|kurtosis|entropy|slope|samples|points|observed|nobs|n|num|number|reactive|factor|index"
    r"|qualit[aä]t|qualit[eé]|calidad|qualidade|unsicherheit|fehler|messfehler|incertidumbre|incertitude"
)
"""Words in the names of columns that say how or how well something was measured, or codes."""
BOUND = re.compile(
    r"[\W_]*(low(er)?|lo|high(er)?|hi|upper?|lwr|upr|min|max|lcl|ucl|ci|std|se|sd|err(or)?)"
    r"([\W_]*(bound|limit|ci|95|bd))*"
)
"""What follows a column's name in the names of its bounds."""
AROUND = re.compile(r"^\W+|\W+$")
"""What stands around a name, as in <CLOSE>."""


def is_label(name: str) -> bool:
    """Tell whether a name says by itself that a column is to be predicted."""
    return bool(LABELS.fullmatch(_bare(name)))


def wish(name: str, names: Collection[str] = ()) -> int:
    """Tell how much a name says that people predict a column: 0 where it says nothing.

    Args:
        name: of the column.
        names: of all columns, in lower case: with an x beside it, y is an axis, and no target.
    """
    if ALONE.fullmatch(_bare(name)) and not (_bare(name) == "y" and "x" in names):
        return ASKED_FOR
    if says(PRESSURE, name):  # it may be that at the level of the sea
        return 0
    return next((much for much, words in WISHES.items() if says(words, name)), 0)


def is_total(name: str) -> bool:
    """Tell whether a name says that a column is all of something."""
    return says(TOTAL, name)


def is_beside(name: str) -> bool:
    """Tell whether a name says how something was measured, or that somebody else predicted it."""
    return says(BESIDE, name) or bool(FORECAST.search(parted(name).lower()))


def is_kin(name: str, other: str) -> bool:
    """Tell whether a name is another's with more words, as “adj close” is that of “close”."""
    return _words(other) <= _words(name)


def is_bound(name: str, names: set[str]) -> bool:
    """Tell whether a column's name is another's with the word for a bound behind it."""
    name = name.lower()
    return any(
        name.startswith(other) and BOUND.fullmatch(name[len(other) :]) for other in names - {name}
    )


def _words(name: str) -> set[str]:
    return set(re.split(r"[\W_]+", _bare(name)))


def _bare(name: str) -> str:
    return AROUND.sub("", parted(name)).lower()
