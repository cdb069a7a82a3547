"""The weights of a topic, learnt from labelled articles. Pure, and nothing that judging needs at run time.

1. `sample`  a labelled article becomes the signals that it shows
2. `learn`   the weights and the bias that explain the labels best, near the priors of the topic file
3. `folds`   how well that does on articles, stories and years that it has not seen
4. `write`   the weights go back into the file, comments and all
"""

from worker.topics.fit.folds import held_out
from worker.topics.fit.learn import Weights, learn
from worker.topics.fit.sample import Sample, Shown, shown
from worker.topics.fit.write import written

__all__ = ["Sample", "Shown", "Weights", "held_out", "learn", "shown", "written"]
