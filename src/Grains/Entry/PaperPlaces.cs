namespace Petitions.Grains.Entry;

/// <summary>Bounds of <see cref="PaperPlace"/>.</summary>
public static class PaperPlaces
{
    /// <summary>Length of the name of a sheet, in characters.</summary>
    public const int SheetCharsMax = 24;

    /// <summary>The highest number of a line. Printed sheets have ten; other lists may have more.</summary>
    public const int LineMax = 1_000;
}
