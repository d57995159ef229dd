import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/**
 * Validate files as PDF/UA-1 with veraPDF: java -cp … UaCheck.java FILE…
 *
 * Prints, with tabs between: "rule", file, clause-test, the rule's words and one place for every
 * rule that a file fails, then "checked", file, and the number of tests made on it.
 */
public class UaCheck {
    private static final PDFAFlavour FLAVOUR = PDFAFlavour.PDFUA_1;
    private static final int PLACES = 1; // of each failed rule

    public static void main(String[] files) throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        for (String file : files) {
            check(file);
        }
    }

    private static void check(String file) throws Exception {
        try (InputStream bytes = Files.newInputStream(Path.of(file));
                PDFAParser parser = Foundries.defaultInstance().createParser(bytes, FLAVOUR);
                PDFAValidator validator =
                        Foundries.defaultInstance()
                                .createValidator(FLAVOUR, PLACES, false, false, false)) {
            ValidationResult result = validator.validate(parser);
            for (TestAssertion failed : result.getTestAssertions()) {
                String rule = failed.getRuleId().getClause() + "-" + failed.getRuleId().getTestNumber();
                String place = failed.getLocation().getContext();
                print("rule", file, rule, failed.getMessage(), place);
            }
            if (!result.isCompliant() && result.getTestAssertions().isEmpty()) {
                print("rule", file, "?", "not compliant, no rule named", "");
            }
            print("checked", file, String.valueOf(result.getTotalAssertions()));
        }
    }

    private static void print(String... fields) {
        System.out.println(String.join("\t", fields).replaceAll("[\r\n]+", " "));
    }
}
