<?php

namespace MediaWiki\Extension\OnRecord;

/** Small pieces of HTML. MediaWiki's own class has moved between the versions that we serve. */
class Html {

	public static function escape( string $text ): string {
		return htmlspecialchars( $text, ENT_QUOTES | ENT_SUBSTITUTE | ENT_HTML5, 'UTF-8' );
	}

	/**
	 * @param string $name
	 * @param string[] $attributes not escaped yet
	 * @param string $html escaped
	 * @return string
	 */
	public static function element( string $name, array $attributes, string $html ): string {
		$written = '';
		foreach ( $attributes as $attribute => $value ) {
			$written .= " $attribute=\"" . self::escape( $value ) . '"';
		}
		return "<$name$written>$html</$name>";
	}

	/**
	 * @param string $url http or https, or a fragment
	 * @param string $html escaped
	 * @return string
	 */
	public static function link( string $url, string $html ): string {
		return self::element( 'a', [ 'class' => 'external text', 'rel' => 'nofollow noopener', 'href' => $url ], $html );
	}

	/** A line of i18n/, not escaped; no wikitext in the arguments is expanded. */
	public static function line( string $key, string ...$arguments ): string {
		return wfMessage( $key )->plaintextParams( ...$arguments )->inContentLanguage()->text();
	}

	public static function time( int $seconds ): string {
		return gmdate( 'Y-m-d H:i', $seconds ) . ' UTC';
	}
}
