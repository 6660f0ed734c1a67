using System.Collections.Immutable;
using Petitions.Silo.Printing.Fonts;
using Petitions.Silo.Printing.Sheets;

namespace Petitions.Silo.Handover;

/// <summary>Describes a parcel: to people on its cover, to programs in its manifest.</summary>
internal static class ParcelDescription
{
    /// <summary>The cover, a PDF, in the language of the letter, which the addressee reads.</summary>
    public static byte[] CoverOf(ParcelJob job, ParcelTotals totals, string fingerprint, FontLibrary fonts)
    {
        var (facts, text) = (job.Terms.Facts, job.Terms.Texts[0]);
        using var cover = new MemoryStream();
        CoverSheet.Write(cover, fonts, new()
        {
            Addressee = facts.Addressee, AlsoTo = facts.AlsoTo, Title = text.Title, Subject = text.Subject, Lang = text.LetterLang,
            Controller = facts.Controller, Parcel = job.Parcel.Number, Signatures = totals.Signatures,
            From = job.DayOf(totals.FirstSignedAt ?? job.CutOff), Until = job.DayOf(totals.LastSignedAt ?? job.CutOff),
            CutOff = job.CutOff, TimeZone = facts.TimeZone, Fingerprint = fingerprint, Date = job.Date, Rehearsal = facts.Rehearsal,
            Withdrawals = totals.Withdrawals,
        });
        return cover.ToArray();
    }

    /// <summary>The manifest.</summary>
    public static Manifest ManifestOf(
        ParcelJob job, ParcelTotals totals, ImmutableArray<string> fields, string fingerprint, ManifestLetters? letters,
        ImmutableArray<ManifestFile> files)
    {
        var facts = job.Terms.Facts;
        return new(
            Manifest.SchemaName, job.Terms.Slug, job.Terms.Texts[0].Title, job.Parcel.Number, facts.Rehearsal,
            facts.Addressee.Name, facts.AlsoTo, facts.Transfer?.Country ?? facts.Addressee.Country, job.CutOff,
            fields, totals.Signatures, fingerprint, Manifest.Method,
            totals.DocumentsOf(job.Terms), totals.ConsentsOf(job.Terms), totals.Exclusions, totals.Withdrawals, letters, files);
    }
}
