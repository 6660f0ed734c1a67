namespace Petitions.Silo.Printing.Fonts;

/// <summary>The style of a piece of text.</summary>
[Flags]
internal enum FontStyle
{
    /// <summary>Upright, of normal weight.</summary>
    Regular = 0,

    /// <summary>Bold.</summary>
    Bold = 1,

    /// <summary>Italic.</summary>
    Italic = 2,
}
