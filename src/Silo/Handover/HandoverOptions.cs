using Microsoft.Extensions.Options;
using Petitions.Grains.Configuration;

namespace Petitions.Silo.Handover;

/// <summary>Section <c>Petition:Handover</c> of the configuration.</summary>
internal sealed class HandoverOptions : IOptionsSection
{
    /// <inheritdoc/>
    public static string Section => "Petition:Handover";

    /// <summary>Folder of the parcels; null is <c>handover</c> in the data folder. Several silos need one that they share.</summary>
    public string? Path { get; set; }
}

/// <summary>Checks the section; generated.</summary>
[OptionsValidator]
internal sealed partial class HandoverOptionsValidator : IValidateOptions<HandoverOptions>;
