"""Questions by somebody whose table is not one tidy series."""

from lstmviz.questions import padding, series
from lstmviz.questions.question import Question, look_into

QUESTIONS = (
    Question(
        "lengths",
        "My sequences have different lengths: what now?",
        padding.different_lengths,
        "variable length sequences different number of timesteps pad_sequences bucket None "
        "ragged inhomogeneous shape varying; some have only a few recorded times, shorter than "
        "others; sequences of different length; variable length input; how to batch sequences "
        "of unequal length; each patient has a different number of visits; input_shape=(None, "
        "features); pad or truncate; sort by length; waste of memory by padding to the longest;"
        " variable sequence size; not all sequences have the same number of time steps; setting"
        " an array element with a sequence; shorter histories; feed them one by one; time "
        "dimension not fixed; some examples have only a few recorded times; padded to a fixed "
        "maximum size; cut long sequences; each sample has another length; maximum number of "
        "frames; short sequences; train with sequences of one length and predict with another; "
        "dynamic number of timesteps",
    ),
    Question(
        "zeros",
        "Does the network ignore the zeros that I pad with?",
        padding.zeros_ignored,
        "zero padding pad with zeros pre post padding effect on training learn to ignore; does "
        "padding affect the result; are padded zeros ignored; zeros as padding influence the "
        "state; pad at the beginning or at the end; pre or post padding; cost of padding "
        "without a mask; padding tokens change the hidden state; fill with zeros",
        look_into("states", stateful=False),
        "Show how h goes on",
        "inside",
    ),
    Question(
        "masking",
        "What does Masking(0.) mask?",
        padding.what_masking_masks,
        "Masking layer mask_value mask padded steps skip timesteps mask_zero -1 special value; "
        "how does Masking work; mask padded values; masking without embedding; mask_zero; "
        "mask_value; what is output for masked steps; masking makes the accuracy worse; does "
        "Dense support masking; mask in seq2seq; mask and loss; ignore padded time steps; all "
        "features zero",
    ),
    Question(
        "pad_side",
        "Should I pad before a sequence or after it?",
        padding.which_side,
        "pad at the beginning or at the end; pre or post padding; padding='post'; left padding "
        "or right padding; pad_sequences pads in front; truncating='pre'; which side to pad; "
        "does it matter where the zeros stand; prepend or append zeros",
    ),
    Question(
        "pad_loss",
        "Do padded steps count in the loss?",
        padding.in_the_loss,
        "mask the loss; loss of padded time steps; ignore padding in the loss; masked loss; "
        "ignore_index; sample_weight for padded steps; does the mask reach the loss; metrics "
        "count padded steps; accuracy is high because of padding; average the loss over real "
        "steps only; padded targets",
    ),
    Question(
        "gaps",
        "My table has missing values: what now?",
        series.gaps,
        "missing data nan gaps holes interpolate impute fill drop rows missing timestamps "
        "outage; missing values in time series; NaN in my data; gaps in the data; sensor was "
        "off; fill missing values; interpolate; days are missing; some dates are missing; "
        "missing time steps; lost records; holes in my time series; natural gaps such as "
        "weekends; no data at night; sensor failure; dropped packets; data with breaks; empty "
        "cells",
    ),
    Question(
        "series",
        "I have several series in one table: one model for all?",
        series.several_series,
        "multiple time series independent sequences not connected with each other many stations"
        " stocks customers machines stores shops songs id group panel data concatenate many "
        "files train one network on several, one model for multiple; 100 houses users devices "
        "pages with the same features, one model trained; one series for each person, how to "
        "stack; train on several time series; multiple time series with one model; one model "
        "per series or one for all; data of many stores; many stations; stack several series; "
        "concatenate time series; global model; separate models for each product; panel data; "
        "multi-series dataset; a 3D array of products, days and features; series of several "
        "users; each file is one series; each event is separate; influence of one stock on "
        "another; error for one series rises when trained on all; stitching series together; "
        "many entities; data of many customers; several machines; different cities; multiple "
        "subjects; one company or many; each engine is a series",
    ),
    Question(
        "irregular",
        "My rows are not evenly spaced in time: what now?",
        series.irregular,
        "irregular time intervals not fixed uneven sampling timestamps resample weekends nights "
        "time between events; irregular time intervals; time stamps not evenly spaced; unequal "
        "sampling; readings come at random times; time between events differs; missing "
        "timestamps make the time step vary; date-time is not continuous; events at any time; "
        "different sampling rates; time skips inside the windows",
    ),
    Question(
        "static",
        "What about values that stay the same throughout a sequence?",
        series.static,
        "static features attributes metadata constant non-temporal add extra input auxiliary "
        "combine with other features concatenate; static features; add features that do not "
        "change over time; metadata of each series; combine LSTM with other inputs; constant "
        "feature per sequence; age and sex of each patient; non-time-series data together with "
        "time series; concatenate extra features after LSTM; static covariates; properties of "
        "each site as predictors; catchment attributes; location and altitude; product category "
        "of each series; user profile; attributes of each station; include characteristics that "
        "stay constant",
    ),
    Question(
        "cudnn",
        "When does Keras use cuDNN, and which masks does it take?",
        padding.when_cudnn,
        "CuDNNLSTM gpu will not use cuDNN kernels criteria CUDNN_STATUS_BAD_PARAM fast kernel "
        "mask right padded; cuDNN kernel not used; will not use cuDNN kernels; CuDNNLSTM; "
        "masking with cuDNN; CUDNN_STATUS; criteria for GPU",
    ),
)
