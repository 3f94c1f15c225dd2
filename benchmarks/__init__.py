"""Speed and memory of scoring, as ratios to spaCy's bare German tokeniser in the same run."""
