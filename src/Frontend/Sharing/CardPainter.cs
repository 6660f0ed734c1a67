using SkiaSharp;

namespace Petitions.Frontend.Sharing;

/// <summary>Draws the image of a shared link.</summary>
internal interface ICardPainter
{
    /// <summary>The image as a PNG. Called from one thread at a time.</summary>
    byte[] Paint(CardContent content);
}

/// <summary>
/// Draws the letter's title and below it a band with the count, 1200 × 630 pixels as usual for OpenGraph. Sites show it at about a third of
/// its size, so all text is large. Without a count the band asks to sign.
/// </summary>
internal sealed class CardPainter : ICardPainter, IDisposable
{
    /// <summary>Width of the image in pixels.</summary>
    public const int Width = 1200;

    /// <summary>Height of the image in pixels.</summary>
    public const int Height = 630;

    private const float Margin = 72;
    private const float ContentWidth = Width - 2 * Margin;
    private const float KickerLine = 100;
    private const float TitleTop = 134;
    private const float BandTop = 432;
    private const float LineHeight = 1.1f;

    private static readonly float[] TitleSizes = [104, 92, 82, 72, 62, 54, 48];

    // Measured: the filter "None" makes 20 % fewer bytes than any other, in half the time ("NoFilters" lets Skia choose one per line); zlib
    // levels above 6 save nothing.
    private static readonly SKPngEncoderOptions Png = new(SKPngEncoderFilterFlags.None, 6);

    // Loaded for the first image, so that a platform without Skia runs everything else.
    private CardFont? _serif;
    private CardFont? _sans;

    private CardFont Serif => _serif ??= CardFont.Load("CardSerif");

    private CardFont Sans => _sans ??= CardFont.Load("CardSans");

    public byte[] Paint(CardContent content)
    {
        using var surface = SKSurface.Create(new SKImageInfo(Width, Height, SKColorType.Rgba8888, SKAlphaType.Opaque))
            ?? throw new InvalidOperationException("Skia could not allocate the image.");
        var canvas = surface.Canvas;
        canvas.Clear(CardColours.Paper);
        DrawHead(canvas, content);
        DrawTitle(canvas, content);
        DrawBand(canvas, content);
        canvas.Flush();
        using var pixels = surface.PeekPixels();
        using var png = pixels.Encode(Png) ?? throw new InvalidOperationException("Skia could not encode the image.");
        return png.ToArray();
    }

    public void Dispose()
    {
        _serif?.Dispose();
        _sans?.Dispose();
    }

    // The addressee on the left, the name of the site on the right.
    private void DrawHead(SKCanvas canvas, CardContent content)
    {
        const float nameSize = 32, kickerSize = 32, icon = 44;
        var name = content.Texts["Site_Name"];
        var nameLeft = Width - Margin - Serif.Measure(name, nameSize);
        Serif.Draw(canvas, name, nameLeft, KickerLine, nameSize, CardColours.Ink);
        DrawIcon(canvas, nameLeft - icon - 12, KickerLine - 33, icon);

        if (Sans.WithoutUnsupported(content.Addressee) is not { } addressee) return;
        var width = nameLeft - icon - 60 - Margin;
        var kicker = TextWrapping.Truncate(content.Texts.With("Letter_Kicker", addressee), width, text => Sans.Measure(text, kickerSize));
        Sans.Draw(canvas, kicker, Margin, KickerLine, kickerSize, CardColours.AccentStrong);
    }

    // The icon of the site: a pen on a disc.
    private static void DrawIcon(SKCanvas canvas, float left, float top, float size)
    {
        using var seal = new SKPaint { Color = CardColours.AccentStrong, IsAntialias = true };
        using var ink = new SKPaint { Color = CardColours.Paper, IsAntialias = true };
        using var pen = SKPath.ParseSvgPathData("M2 12l9-9 2 2-9 9H2z");
        canvas.DrawCircle(left + size / 2, top + size / 2, size / 2, seal);
        canvas.Save();
        canvas.Translate(left + size / 2, top + size / 2);
        canvas.Scale(size / 24);
        canvas.Translate(-7.5f, -8.5f);
        canvas.DrawPath(pen, ink);
        canvas.Restore();
    }

    // In the largest size that fits, vertically centred.
    private void DrawTitle(SKCanvas canvas, CardContent content)
    {
        const float room = BandTop - TitleTop - 28;
        var title = Serif.WithoutUnsupported(content.Title) ?? content.Texts["Letter_Sign"];
        IReadOnlyList<string> lines = [];
        var size = 0f;
        foreach (var smaller in TitleSizes)
        {
            size = smaller;
            var linesMax = (int)(room / (size * LineHeight));
            (lines, var isComplete) = TextWrapping.Wrap(title, ContentWidth, linesMax, text => Serif.Measure(text, smaller));
            if (isComplete) break;
        }

        // The cap height is about two thirds of the font size.
        var height = (lines.Count - 1) * size * LineHeight + size * 0.66f;
        var line = TitleTop + (room - height) / 2 + size * 0.66f;
        foreach (var text in lines)
        {
            Serif.Draw(canvas, text, Margin, line, size, CardColours.Ink);
            line += size * LineHeight;
        }
    }

    private void DrawBand(SKCanvas canvas, CardContent content)
    {
        const float countSize = 92, labelSize = 36, middle = BandTop + (Height - BandTop) / 2, bar = 16;
        using var ground = new SKPaint { Color = CardColours.AccentStrong };
        canvas.DrawRect(0, BandTop, Width, Height - BandTop, ground);

        var right = DrawState(canvas, content, middle) - 32;
        var (headline, label) = CardBandText.Of(content);
        var line = content.ShowsGoal ? BandTop + 100 : middle + 32;
        var size = label is null ? 64 : countSize;
        var shortHeadline = TextWrapping.Truncate(headline, right - Margin, text => Serif.Measure(text, size));
        var end = Serif.Draw(canvas, shortHeadline, Margin, line, size, CardColours.OnAccent);
        if (label is not null)
        {
            var shortened = TextWrapping.Truncate(label, right - end - 20, text => Sans.Measure(text, labelSize));
            Sans.Draw(canvas, shortened, end + 20, line, labelSize, CardColours.Tint);
        }
        if (content.ShowsGoal) DrawBar(canvas, Math.Clamp((double)content.Count!.Value / content.Goal!.Value, 0, 1), BandTop + 140, bar);
    }

    private static void DrawBar(SKCanvas canvas, double part, float top, float height)
    {
        using var track = new SKPaint { Color = CardColours.OnAccent.WithAlpha(56), IsAntialias = true };
        using var filled = new SKPaint { Color = CardColours.OnAccent, IsAntialias = true };
        canvas.DrawRoundRect(Margin, top, ContentWidth, height, height / 2, height / 2, track);
        // At least a dot.
        var width = Math.Max((float)(ContentWidth * part), height);
        if (part > 0) canvas.DrawRoundRect(Margin, top, width, height, height / 2, height / 2, filled);
    }

    // The label of the state, on the right; returns where the space for the other text ends.
    private float DrawState(SKCanvas canvas, CardContent content, float middle)
    {
        const float size = 30, padding = 24, height = 56;
        if (CardBandText.StateLabel(content) is not { } state) return Width - Margin;
        var width = Sans.Measure(state, size) + 2 * padding;
        var left = Width - Margin - width;
        var top = (content.ShowsGoal ? BandTop + 70 : middle) - height / 2;
        using var pill = new SKPaint { Color = CardColours.Tint, IsAntialias = true };
        canvas.DrawRoundRect(left, top, width, height, height / 2, height / 2, pill);
        Sans.Draw(canvas, state, left + padding, top + height / 2 + size * 0.33f, size, CardColours.AccentStrong);
        return left;
    }
}
