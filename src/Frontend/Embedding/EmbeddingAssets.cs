using Petitions.Frontend.Assets;

namespace Petitions.Frontend.Embedding;

/// <summary>The files of the embedded counter and of the page that shows how to embed it.</summary>
internal static class EmbeddingAssets
{
    /// <summary>The style of the counter's frame.</summary>
    public static Asset FrameStyle { get; } = Asset.Style("Embedding", "frame.css");

    /// <summary>Adds the buttons that copy a snippet.</summary>
    public static Asset CopySnippet { get; } = Asset.Script("Embedding", "copy-snippet.js");

    /// <summary>The counter, an element for our pages and those of other sites.</summary>
    public static Asset Counter { get; } = Asset.Script("Embedding", "petition-counter.js", "/widgets/");
}
