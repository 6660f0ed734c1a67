using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;
using Petitions.Grains.Configuration;

namespace Petitions.Silo.Storage;

/// <summary>Section <c>Petition:Storage</c> of the configuration.</summary>
internal sealed class StorageOptions : IOptionsSection, IValidatableObject
{
    /// <inheritdoc/>
    public static string Section => "Petition:Storage";

    /// <summary><c>sqlite</c>: embedded, one process; or <c>postgres</c>, at <c>ConnectionStrings:Petitions</c>.</summary>
    public string Provider { get; set; } = "sqlite";

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Provider is not ("sqlite" or "postgres"))
            yield return new($"Petition__Storage__Provider is '{Provider}': write sqlite or postgres.");
    }
}

/// <summary>Checks the provider; generated.</summary>
[OptionsValidator]
internal sealed partial class StorageOptionsValidator : IValidateOptions<StorageOptions>;
