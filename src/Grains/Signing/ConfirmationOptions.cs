using Microsoft.Extensions.Options;
using Petitions.Grains.Configuration;
using Petitions.Grains.Documents;
using Petitions.Grains.Petitions;

namespace Petitions.Grains.Signing;

/// <summary>Section <c>Petition:Confirmation</c> of the configuration: times of petitions with <c>confirmation: email</c>.</summary>
public sealed class ConfirmationOptions : IOptionsSection
{
    /// <inheritdoc/>
    public static string Section => "Petition:Confirmation";

    /// <summary>How long a signature waits for its confirmation; then it expires and its data is erased.</summary>
    [TimeRange("01:00:00", "60.00:00:00")]
    public TimeSpan PendingFor { get; set; } = TimeSpan.FromDays(7);

    /// <summary>Time from the confirmation mail to the one reminder; none is sent when the signature expires before.</summary>
    [TimeRange("00:01:00", "60.00:00:00")]
    public TimeSpan RemindAfter { get; set; } = TimeSpan.FromDays(2);

    /// <summary>How long after closing a confirmation is still accepted, for people who signed in the last minute.</summary>
    [TimeRange("00:00:00", "60.00:00:00")]
    public TimeSpan GraceAfterClosing { get; set; } = TimeSpan.FromDays(3);

    /// <summary>True when a confirmation that comes at <paramref name="now"/> is accepted. Pure.</summary>
    public bool TakesConfirmation(Petition petition, DateTimeOffset now) =>
        petition.PhaseAt(now) != PetitionPhase.Closed || petition.ClosedSince(now) is { } closed && now < closed + GraceAfterClosing;
}

/// <summary>Checks the ranges; generated.</summary>
[OptionsValidator]
public sealed partial class ConfirmationOptionsValidator : IValidateOptions<ConfirmationOptions>;
