using Petitions.Frontend.Assets;
using Petitions.Frontend.Pages.Layout;

namespace Petitions.Frontend.Embedding;

/// <summary>The files of the embedded counter and of the page that shows how to embed it.</summary>
internal static class EmbeddingAssets
{
    /// <summary>The style of the counter's frame.</summary>
    public static Asset FrameStyle { get; } = Asset.Style("Embedding", "frame.css", LayoutAssets.CountStyle);

    /// <summary>Tells the page around the frame its height, and follows the frame's link where a sandbox forbids that.</summary>
    public static Asset FrameScript { get; } = Asset.Script("Embedding", "frame.js");

    /// <summary>Adds the buttons that copy a snippet.</summary>
    public static Asset CopySnippet { get; } = Asset.Script("Embedding", "copy-snippet.js");

    /// <summary>The counter, an element for our pages and those of other sites.</summary>
    public static Asset Counter { get; } = Asset.CompactScript("Embedding", "petition-counter.js", "/widgets/");
}
