# nnprep: standardise
import numpy as np


class StandardScaler:
    def fit(self, X):
        X = np.array(X, dtype=np.float64)
        self.mean_ = np.mean(X, axis=0)
        spread = np.ptp(X, axis=0)
        self.scale_ = np.std(X, axis=0, ddof=0)
        self.scale_[spread == 0] = 1.0
        return self

    def transform(self, X):
        Z = np.array(X, dtype=np.float64)
        Z -= self.mean_
        Z /= self.scale_
        return Z

    def fit_transform(self, X):
        return self.fit(X).transform(X)


def standardise(X_train, X_test):
    scaler = StandardScaler()
    train = scaler.fit_transform(X_train)
    test = scaler.transform(X_test)
    return train, test, scaler.mean_, scaler.scale_
