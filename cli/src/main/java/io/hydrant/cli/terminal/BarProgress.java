package io.hydrant.cli.terminal;

import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/// A bar that is drawn over while a person watches.
final class BarProgress implements Progress {
    private final ProgressBar bar;

    BarProgress(String task, long total, boolean colored) {
        ProgressBarStyle style =
                colored ? ProgressBarStyle.COLORFUL_UNICODE_BLOCK : ProgressBarStyle.UNICODE_BLOCK;
        this.bar =
                new ProgressBarBuilder()
                        .setTaskName(task)
                        .setInitialMax(total)
                        .setStyle(style)
                        .setUpdateIntervalMillis(100)
                        .build();
    }

    @Override
    public void reach(long done) {
        bar.stepTo(done);
    }

    @Override
    public void note(String text) {
        bar.setExtraMessage(text);
    }

    @Override
    public void close() {
        bar.close();
    }
}
