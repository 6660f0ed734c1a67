namespace Petitions.Frontend.Localization;

/// <summary>What is wrong with one field of a signature, independent of language.</summary>
/// <param name="Field">The field, by its name in the API.</param>
/// <param name="Fault">What is wrong, by its name in <see cref="Texts"/>: <c>Fault_field_fault</c>.</param>
/// <param name="Number">A number in the sentence, such as a limit.</param>
public readonly record struct FieldFault(string Field, string Fault, int Number = 0)
{
    /// <summary>Name of the sentence in <see cref="Texts"/>.</summary>
    public string TextName => $"Fault_{Field}_{Fault}";
}
