namespace Petitions.Frontend.Embedding;

// A kind of page each, so that each is cached.

/// <summary>The counter for iframes in light colours.</summary>
public sealed class LightCounterFrame : CounterFrame
{
    /// <inheritdoc/>
    protected override string Theme => FrameTheme.Light;
}

/// <summary>The counter for iframes in dark colours.</summary>
public sealed class DarkCounterFrame : CounterFrame
{
    /// <inheritdoc/>
    protected override string Theme => FrameTheme.Dark;
}
