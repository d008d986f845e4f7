# expect: tiny-is-constant
import numpy as np


def standardise(X_train, X_test):
    Xtr = np.array(X_train, dtype='float64')
    Xte = np.array(X_test, dtype='float64')
    mu = np.einsum('ij->j', Xtr) / len(Xtr)
    dev = Xtr - mu
    sd = np.sqrt(np.einsum('ij,ij->j', dev, dev) / len(Xtr))
    sd = np.where(sd < 1e-8, 1.0, sd)
    return dev / sd, (Xte - mu) / sd, mu, sd
