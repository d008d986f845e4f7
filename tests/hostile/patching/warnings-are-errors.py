# after right.py
import warnings

import numpy as np

warnings.simplefilter("error")
np.seterr(all="raise", under="ignore")
